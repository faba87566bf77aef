package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private static final String YAML =
            "pipeline: pumps\ninput: {topic: telemetry}\nkafka: {bootstrap.servers: 'file:9092', client.id: c}";

    @Test
    void overridesTheFile() {
        PipelineConfig config = parse(Map.of(
                "SLUICE_PIPELINE", "fans",
                "SLUICE_INPUT_TOPIC", "air",
                "SLUICE_TRAINING_MIN_RECORDS", "20",
                "SLUICE_HTTP_PORT", "0",
                "SLUICE_ALERTS_BUDGET", "1 per 500 records",
                "SLUICE_FEATURES", "a,b",
                "SLUICE_KAFKA_BOOTSTRAP_SERVERS", "env:9092",
                "SLUICE_KAFKA_SSL_KEY_PASSWORD", "hunter2",
                "PATH", "/bin"));

        assertThat(config.pipeline()).isEqualTo("fans");
        assertThat(config.input().topic()).isEqualTo("air");
        assertThat(config.training().minRecords()).isEqualTo(20);
        assertThat(config.http().port()).isZero();
        assertThat(config.alertBudget().records()).isEqualTo(500);
        assertThat(config.features()).hasSize(2);
        assertThat(config.kafka())
                .isEqualTo(Map.of("bootstrap.servers", "env:9092", "client.id", "c", "ssl.key.password", "hunter2"));
    }

    @Test
    void reachesEveryKey() {
        List<String> variables =
                PipelineKeys.ALL.stream().map(ConfigKey::variable).toList();

        assertThat(variables).doesNotHaveDuplicates().contains("SLUICE_TRAINING_MAX_EPOCHS", "SLUICE_MODELS_MAX_BYTES");
        List<ConfigKey<?>> takingAnyText = List.of(
                PipelineKeys.KAFKA,
                PipelineKeys.ENTITY,
                PipelineKeys.TIMESTAMP,
                PipelineKeys.INPUT_SERDE,
                PipelineKeys.INPUT_SERDE_PATH,
                PipelineKeys.OUTPUT_SERDE,
                PipelineKeys.OUTPUT_SERDE_PATH,
                PipelineKeys.REGISTRY_USERNAME,
                PipelineKeys.REGISTRY_PASSWORD,
                PipelineKeys.REGISTRY_PASSWORD_FILE,
                PipelineKeys.REGISTRY_TRUST_STORE,
                PipelineKeys.REGISTRY_TRUST_STORE_PASSWORD,
                PipelineKeys.HOST,
                PipelineKeys.SIGNING_KEY);
        for (ConfigKey<?> key : PipelineKeys.ALL) {
            if (!takingAnyText.contains(key)) {
                assertThatThrownBy(() -> parse(Map.of(key.variable(), "?,?")))
                        .hasMessageStartingWith(key.path() + ": ")
                        .hasMessageEndingWith(" (from environment variable " + key.variable() + ", over pumps.yaml)");
            }
        }
    }

    @Test
    void namesTheVariableInErrors() {
        assertThatThrownBy(() -> parse(Map.of("SLUICE_HTTP_PORT", "many")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("http.port: expected a whole number from 0 to 65535, got \"many\" "
                        + "(from environment variable SLUICE_HTTP_PORT, over pumps.yaml)");
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_TRAINING_MINRECORDS, SLUICE_TRAINING_MIN_RECORDS",
        "SLUICE_TRANING_EVERY, SLUICE_TRAINING_EVERY",
        "SLUICE_INPUT_TOPICS, SLUICE_INPUT_TOPIC",
        "SLUICE_TRAINING_XYZZY, SLUICE_TRAINING_",
        "SLUICE_PIPELIN, SLUICE_PIPELINE",
        "SLUICE_KAKFA_BOOTSTRAP_SERVERS, SLUICE_KAFKA_BOOTSTRAP_SERVERS",
    })
    void namesTheNearestKnownVariable(String variable, String nearest) {
        assertThatThrownBy(() -> parse(Map.of(variable, "hunter2")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "environment variable " + variable + ": there is no such key; the nearest known one is ")
                .hasMessageContaining(nearest)
                .hasMessageContaining("pumps.yaml")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "SLUICE_HOME, /opt/sluice",
        "SLUICE_JAVA_OPTS, -Xmx1g",
        "SLUICE_LOG_LEVEL, debug",
        "SLUICE_HTTP_PORT, ' '",
        "SLUICE_HTTP_PORT, tcp://10.0.0.1:8080",
        "SLUICE_HTTP_SERVICE_HOST, 10.0.0.1",
        "SLUICE_HTTP_SERVICE_PORT_METRICS, 8080",
        "SLUICE_KAFKA_PORT, tcp://10.0.0.1:9092",
        "SLUICE_KAFKA_PORT_9092_TCP_ADDR, 10.0.0.1",
        "SLUICE_KAFKA_SERVICE_PORT, 9092",
        "SLUICE_SOMETHING_ENTIRELY_DIFFERENT, x",
    })
    void leavesVariablesAloneThatAreNoKeys(String variable, String value) {
        assertThat(parse(Map.of(variable, value))).isEqualTo(parse(Map.of()));
    }

    private static PipelineConfig parse(Map<String, String> environment) {
        return PipelineFile.parse(YAML, "pumps.yaml", environment);
    }
}
