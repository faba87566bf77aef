package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WireConfigTest {

    private static final String MINIMAL = "pipeline: pumps\ninput: {topic: t, format: avro}\n";

    private static PipelineConfig parse(String yaml, Map<String, String> environment) {
        return PipelineFile.parse(yaml, "pumps.yaml", environment);
    }

    @Test
    void readsRegistryOutputAndSerdes() {
        WireConfig wire = parse("""
                        pipeline: pumps
                        input:
                          topic: t
                          serde: acme.Reader
                          serde-path: /opt/jars
                          serde-properties: {limit: 7}
                        output: {format: json}
                        registry:
                          url: https://registry:8081/
                          username: ann
                          password-file: /run/secrets/registry
                          trust-store: /etc/ca.pem
                          subjects: record-name
                          register: false
                        """, Map.of()).wire();

        assertThat(wire.registry())
                .isEqualTo(new RegistryConfig(
                        "https://registry:8081",
                        "ann",
                        "",
                        "/run/secrets/registry",
                        "/etc/ca.pem",
                        "",
                        SubjectStrategy.RECORD_NAME,
                        false));
        assertThat(wire.inputSerde()).isEqualTo(new SerdeConfig("acme.Reader", "/opt/jars", Map.of("limit", "7")));
        assertThat(wire.writesAvro()).isFalse();
    }

    @Test
    void writesAvroWhereThereIsARegistry() {
        assertThat(parse(MINIMAL + "registry: {url: 'http://r'}", Map.of())
                        .wire()
                        .writesAvro())
                .isTrue();
        assertThat(PipelineConfig.of("p", Map.of(), InputConfig.json("t"))
                        .wire()
                        .writesAvro())
                .isFalse();
    }

    @Test
    void namesTheSubjectsByStrategy() {
        assertThat(SubjectStrategy.TOPIC_NAME.subject("p.scores", "x.Score")).isEqualTo("p.scores-value");
        assertThat(SubjectStrategy.RECORD_NAME.subject("p.scores", "x.Score")).isEqualTo("x.Score");
        assertThat(SubjectStrategy.TOPIC_RECORD_NAME.subject("p.scores", "x.Score"))
                .isEqualTo("p.scores-x.Score");
    }

    @Test
    void takesTheSecretFromTheEnvironmentAndShowsItNowhere() {
        PipelineConfig config = parse(
                MINIMAL + "registry: {url: 'http://r', username: ann}", Map.of("SLUICE_REGISTRY_PASSWORD", "hunter2"));

        assertThat(config.wire().registry().password()).isEqualTo("hunter2");
        assertThat(config.toString()).doesNotContain("hunter2").contains("ann");
        assertThat(PipelineFile.render(config)).doesNotContain("hunter2");
        assertThat(config.wire().toString()).doesNotContain("hunter2");
    }

    @Test
    void saysWhatDoesNotGoTogether() {
        assertError(MINIMAL, "input.format: avro needs the schema registry that its schemas are in; set registry.url");
        assertError(
                "pipeline: p\ninput: {topic: t}\noutput: {format: avro}",
                "output.format: avro needs a schema registry; set registry.url");
        assertError(
                MINIMAL + "registry: {url: 'http://r', password: hunter2}",
                "registry.username: is required where there is a password");
        assertError(
                MINIMAL + "registry: {url: 'http://r', username: a, password: hunter2, password-file: f}",
                "registry.password-file: excludes registry.password");
        assertError(
                MINIMAL + "registry: {url: 'http://ann:hunter2@r'}",
                "registry.url: expected an address without a user");
        assertError(MINIMAL + "registry: {url: 'registry:8081'}", "registry.url: expected none, or an address");
        assertError(MINIMAL + "registry: {url: 'http://r', password: [hunter2]}", "registry.password: expected a text");
        assertError(
                "pipeline: p\ninput: {topic: t, format: avro, serde: X}\nregistry: {url: 'http://r'}",
                "input.serde: does the work of input.format: avro");
        assertError(MINIMAL + "registry: {urll: 'http://r'}", "unknown key \"registry.urll\"");
    }

    private static void assertError(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }
}
