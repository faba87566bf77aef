package dev.sluice.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.TopicProvisioner;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private static Map<String, Object> of(String... pairs) {
        Map<String, String> kafka = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
        for (int i = 0; i < pairs.length; i += 2) {
            kafka.put(pairs[i], pairs[i + 1]);
        }
        return StreamsSettings.of(PipelineConfig.of("pumps", kafka, InputConfig.json("telemetry")));
    }

    private static Map<String, Object> producer(String... pairs) {
        return new StreamsConfig(of(pairs)).getProducerConfigs("test");
    }

    private static Map<String, Object> consumer(String... pairs) {
        return new StreamsConfig(of(pairs)).getMainConsumerConfigs("sluice-pumps", "test", 0);
    }

    @Test
    void restsOnExactlyOnce() {
        assertThat(of("processing.guarantee", "at_least_once", "auto.offset.reset", "latest"))
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("application.id", "sluice-pumps");
        assertThat(consumer("auto.offset.reset", "latest", "consumer.auto.offset.reset", "latest"))
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void hasDefaultsThatTheUserMayReplace() {
        assertThat(of()).containsEntry("commit.interval.ms", "200");
        assertThat(of("commit.interval.ms", "1000", "num.stream.threads", "4", "state.dir", "/data"))
                .containsEntry("commit.interval.ms", "1000")
                .containsEntry("num.stream.threads", "4")
                .containsEntry("state.dir", "/data");
        assertThat(producer())
                .containsEntry("compression.type", "lz4")
                .containsEntry("linger.ms", "5")
                .containsEntry("retry.backoff.ms", "10");
        assertThat(producer("retry.backoff.ms", "100")).containsEntry("retry.backoff.ms", "100");
        assertThat(producer("compression.type", "zstd", "producer.linger.ms", "3"))
                .containsEntry("compression.type", "zstd")
                .containsEntry("linger.ms", "3");
        assertThat(consumer("session.timeout.ms", "45000")).containsEntry("session.timeout.ms", "45000");
    }

    @Test
    void handsSecuritySettingsToEveryClientAsTheyAre() {
        Map<String, String> security = Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "OAUTHBEARER",
                "sasl.login.callback.handler.class", "com.example.Login",
                "sasl.oauthbearer.token.endpoint.url", "https://login.example.com/token",
                "sasl.oauthbearer.scope.claim.name", "scp",
                "ssl.truststore.type", "PEM",
                "com.example.tenant", "plant 7");
        StreamsConfig streams = new StreamsConfig(of(security.entrySet().stream()
                .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                .toArray(String[]::new)));

        assertThat(streams.getMainConsumerConfigs("sluice-pumps", "test", 0)).containsAllEntriesOf(security);
        assertThat(streams.getRestoreConsumerConfigs("test")).containsAllEntriesOf(security);
        assertThat(streams.getProducerConfigs("test")).containsAllEntriesOf(security);
        assertThat(streams.getAdminConfigs("test")).containsAllEntriesOf(security);
    }

    @Test
    void waitsForAClusterThatIsAwayHoweverLong() {
        assertThat(of()).containsEntry("task.timeout.ms", Long.toString(Long.MAX_VALUE));
        assertThat(new StreamsConfig(of()).getLong("task.timeout.ms")).isEqualTo(Long.MAX_VALUE);
        assertThat(of("task.timeout.ms", "1000")).containsEntry("task.timeout.ms", "1000");
    }

    @Test
    void makesRoomForDeadLetters() {
        int needed = TopicProvisioner.DEAD_LETTER_BYTES;
        String name = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        assertThat(producer()).containsEntry(name, Integer.toString(needed));
        assertThat(producer(name, "1000")).containsEntry(name, Integer.toString(needed));
        assertThat(producer(name, "50000000")).containsEntry(name, "50000000");
        assertThat(producer("producer." + name, "50000000")).containsEntry(name, "50000000");
        assertThatThrownBy(() -> producer(name, "many"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("kafka.max.request.size: expected a number of bytes, got \"many\"");
    }
}
