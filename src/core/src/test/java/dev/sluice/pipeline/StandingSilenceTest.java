package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingSilenceTest {

    private static StandingSilence silence(String yaml) {
        return PipelineFile.parse(
                        "pipeline: pumps\ninput: {topic: telemetry}\nalerts:\n  silences:\n  - " + yaml,
                        "pumps.yaml",
                        Map.of())
                .silences()
                .get(0);
    }

    private static boolean contains(StandingSilence silence, String at) {
        return silence.contains(Instant.parse(at).toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-07T00:59:59.999Z, false", // a Saturday, one hour ahead of UTC
        "2026-03-07T01:00:00Z, true",
        "2026-03-07T02:59:59.999Z, true",
        "2026-03-07T03:00:00Z, false",
        "2026-03-08T01:30:00Z, false",
        "2026-07-04T00:00:00Z, true" // two hours in summer
    })
    void aWindowOfTheWeekIsInItsZone(String at, boolean silent) {
        assertThat(contains(silence("{weekly: \"Sat 02:00-04:00\", zone: Europe/Berlin}"), at))
                .isEqualTo(silent);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-07T21:59:59Z, false",
        "2026-03-07T22:00:00Z, true",
        "2026-03-08T03:59:59Z, true",
        "2026-03-08T04:00:00Z, false",
        "2026-03-07T03:00:00Z, false"
    })
    void aWindowMayGoOverMidnight(String at, boolean silent) {
        assertThat(contains(silence("{weekly: \"Sat 22:00-04:00\"}"), at)).isEqualTo(silent);
    }

    @Test
    void aSpanIncludesItsBeginAndNotItsEnd() {
        StandingSilence silence = silence("{from: 2026-03-01T02:00:00Z, until: 2026-03-01T03:00:00Z}");
        assertThat(contains(silence, "2026-03-01T02:00:00Z")).isTrue();
        assertThat(contains(silence, "2026-03-01T03:00:00Z")).isFalse();
        assertThat(silence.contains(Long.MAX_VALUE)).isFalse();
        assertThat(silence("{weekly: \"Sat 22:00-04:00\"}").contains(Long.MAX_VALUE))
                .as("beyond any calendar")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|would silence everything for ever",
                "pump-7|expected a list of {entity: PATTERN",
                "{entities: x}|the nearest known key is \"entity\"",
                "{weekly: Sat 2-4}|expected a window of a week such as Sat 02:00-04:00, got \"Sat 2-4\"",
                "{weekly: \"Sat 02:00-25:00\"}|expected a window of a week such as Sat 02:00-04:00",
                "{from: tomorrow}|expected a time such as 2026-03-01T02:00:00Z, got \"tomorrow\"",
                "{entity: x, zone: Europe/Berlin}|is the zone of weekly, which is not there",
                "{from: 2026-03-02T00:00:00Z, until: 2026-03-01T00:00:00Z}|must be after from",
                "{weekly: \"Sat 02:00-04:00\", zone: Mars}|expected a time zone such as Europe/Berlin, got \"Mars\""
            })
    void saysWhatIsWrong(String yaml, String problem) {
        assertThatThrownBy(() -> silence(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("alerts.silences")
                .hasMessageContaining(problem);
    }
}
