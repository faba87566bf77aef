package dev.sluice.cli.alerts;

import static dev.sluice.cli.alerts.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.Feedback;
import dev.sluice.contract.FeedbackVerdict;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.LastByKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTest {
    private static final long START = 1_700_000_000_000L;

    private final LastByKey<Feedback> feedback = new LastByKey<>(Feedback.class);
    private final LastByKey<Silence> silences = new LastByKey<>(Silence.class);

    private Alerts alerts(Alert... messages) {
        Alerts alerts = new Alerts(feedback, silences);
        for (Alert m : messages) {
            alerts.add(m);
        }
        return alerts;
    }

    private Alerts pumps() {
        return alerts(
                message("t-0-1", AlertState.OPENED, "pump-7", START, 5, 1.5),
                message("t-0-2", AlertState.OPENED, "pump-8", START - 9_000, 5, 1.5, List.of("pump-8", "pump-9")),
                message("t-0-1", AlertState.UPDATED, "pump-7", START, 65, 4.5),
                message("t-0-1", AlertState.RESOLVED, "pump-7", START, 4_200, 0.25));
    }

    private static <T extends org.apache.avro.specific.SpecificRecord> void say(LastByKey<T> to, String key, T value) {
        to.accept(new ConsumerRecord<>("x", 0, 0, key.getBytes(StandardCharsets.UTF_8), ContractJson.encode(value)));
    }

    @Test
    void messagesOfAnIdAreOneIncident() {
        Alerts alerts = pumps();

        assertThat(alerts.incidents()).extracting(Incident::id).containsExactly("t-0-2", "t-0-1");
        assertThat(alerts.require("t-0-1")).satisfies(i -> {
            assertThat(i.state()).isEqualTo("resolved");
            assertThat(i.isOpen()).isFalse();
            assertThat(i.start()).isEqualTo(START);
            assertThat(i.end()).isEqualTo(START + 4_200_000);
            assertThat(i.peakScore()).isEqualTo(4.5);
            assertThat(i.fieldNames()).as("of the worst message").containsExactly("flow", "mode");
            assertThat(i.entities()).containsExactly("pump-7");
        });
        assertThat(alerts.require("t-0-2")).satisfies(i -> {
            assertThat(i.isOpen()).isTrue();
            assertThat(i.entities()).containsExactly("pump-8", "pump-9");
        });
        assertThatThrownBy(() -> alerts.require("t-0-3"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no incident \"t-0-3\" is on the alerts topic, which has 2");
    }

    @Test
    void aSingleRecordOfAnEarlierVersionIsNeverOpen() {
        Incident single = alerts(Messages.record("old", "pump-1", START)).require("old");

        assertThat(single.state()).isEqualTo("record");
        assertThat(single.isOpen()).isFalse();
        assertThat(single.start()).isEqualTo(START);
        assertThat(single.end()).isEqualTo(START);
    }

    @Test
    void theTableHasALineForEach() {
        Feedback said = new Feedback(
                "t-0-1",
                FeedbackVerdict.FALSE_ALARM,
                "pump-7",
                "t",
                0,
                START,
                START + 1,
                "anna",
                "new firmware",
                2L,
                List.of());
        say(feedback, "t-0-1", said);
        Alerts alerts = pumps();

        assertThat(IncidentTable.lines(alerts, alerts.incidents()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("id     state     start"),
                        line -> assertThat(line).contains("t-0-2  open ", "5 s", "2: pump-8, pump-9", "flow, mode"),
                        line -> assertThat(line)
                                .contains("t-0-1  resolved  2023-11-14T22:13:20Z", "1 h 10 min", "pump-7", "4.5")
                                .endsWith("flow, mode  false alarm"));
        assertThat(String.join("\n", IncidentReport.lines(alerts, alerts.require("t-0-1"))))
                .containsPattern("entity +pump-7")
                .containsPattern("end +2023-11-14T23:23:20Z")
                .containsPattern("peak +score 4.5 at ")
                .containsPattern("model +version 4")
                .containsPattern("fields +flow observed 0.1 expected 4 \\(70 %\\)\n +mode observed \"off\"")
                .containsPattern("repair +normal but for flow")
                .containsPattern("feedback +false alarm, 1970-01-01T00:00:00.002Z by anna: new firmware")
                .containsPattern("2023-11-14T22:14:25Z +updated +4.5 +66 +1 +flow")
                .doesNotContain("silences");
        assertThat(IncidentJson.line(alerts, alerts.require("t-0-1"), true))
                .startsWith("{\"id\":\"t-0-1\",\"state\":\"resolved\",\"entity\":\"pump-7\",\"members\":[]")
                .contains("\"feedback\":{\"alertId\":\"t-0-1\",\"verdict\":\"FALSE_ALARM\"", "\"messages\":[{\"id\"");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "pump-*, null, 0, 10, true",
                "pump-?, null, 0, 10, true",
                "pump, null, 0, 10, false",
                "null, null, 0, 10, true",
                "null, *o*, 0, 10, true",
                "null, flow, 0, 10, false",
                "pump-7, null, -20, 0, false",
                "pump-7, null, -20, 1, true",
                "pump-7, null, 5000, 5010, false",
                "pump.7, null, 0, 10, false"
            })
    void aSilenceIsMeantForWhatMatchesAllThatItNames(String entity, String field, long from, long until, boolean is) {
        Silence silence =
                new Silence("s", entity, field, START + 1_000 * from, START + 1_000 * until, "work", "anna", 1L);
        say(silences, "s", silence);
        Alerts alerts = pumps();

        assertThat(alerts.silences(alerts.require("t-0-1"))).hasSize(is ? 1 : 0);
    }
}
