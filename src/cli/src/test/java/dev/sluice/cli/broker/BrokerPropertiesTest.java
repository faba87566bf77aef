package dev.sluice.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTest {

    private final Map<String, String> properties = BrokerProperties.of(9092, 9093, Path.of("/data"));

    @Test
    void listensOnLoopbackOnly() {
        assertThat(properties.get("listeners").split(","))
                .allSatisfy(listener -> assertThat(listener).contains("://127.0.0.1:"));
        assertThat(properties).containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092");
    }

    @Test
    void deletesNoRecordForItsAge() {
        assertThat(properties).containsEntry("log.retention.ms", "-1").containsEntry("log.retention.bytes", "-1");
    }
}
