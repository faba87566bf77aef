package dev.sluice.cli.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.alerts.Messages;
import dev.sluice.pipeline.ConfigException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    @Test
    void nameAndSeverityMayBeReplaced() {
        Labels labels = new Labels("pumps", Map.of("severity", "critical", "alertname", "Pump"));

        assertThat(labels.of(Notice.of(Messages.record("i", null, 1L))))
                .containsOnly(
                        Map.entry("alertname", "Pump"),
                        Map.entry("pipeline", "pumps"),
                        Map.entry("severity", "critical"),
                        Map.entry("incident", "i"));
    }

    @ParameterizedTest
    @CsvSource({
        "incident, x, tells incidents apart",
        "entity, x, tells incidents apart",
        "pipeline, x, tells incidents apart",
        "9x, x, is no name of a label",
        "__x, x, is no name of a label",
        "a-b, x, is no name of a label",
        "team, '', has no value"
    })
    void whatAlertmanagerWouldNotTakeOrWouldMixUpIsNamed(String name, String value, String why) {
        assertThatThrownBy(() -> new Labels("pumps", Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--label: ")
                .hasMessageContaining(name)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertmanager:9093", "ftp://a", "http:///x", "http://u:p@a", "http://a?x=1", "relative"})
    void whatIsNoAddressIsNamed(String address) {
        assertThatThrownBy(() -> new Alertmanager(URI.create(address), null, Duration.ofSeconds(1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--to: expected an address");
    }
}
