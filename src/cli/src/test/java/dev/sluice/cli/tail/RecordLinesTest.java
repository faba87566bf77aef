package dev.sluice.cli.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.avro.SchemaSource;
import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.Drift;
import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.contract.SignalDrift;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.topology.DeadLetterHeaders;
import dev.sluice.wire.ContractReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordLinesTest {

    private static final ContractReader READER = new ContractReader(SchemaSource.NONE);

    private static final long TIME = 1_700_000_000_000L;

    private static ConsumerRecord<byte[], byte[]> record(SpecificRecord value) {
        return record("pump-7".getBytes(UTF_8), ContractJson.encode(value), Map.of());
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("pumps.x", 3, 99, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    private static Score score(boolean anomaly) {
        return new Score(
                "pump-7",
                "telemetry",
                0,
                123L,
                TIME,
                2,
                1.4172,
                3.1e-5,
                0.5,
                anomaly,
                2,
                List.of(new FieldContribution("m5", 0.91, 0.12, 0.614, null, null)));
    }

    @Test
    void aScoreSaysWhatWasObservedAndExpected() throws BadRecordException {
        Line line = new ScoreLines(READER).line(record(score(true)));
        assertThat(line.text())
                .startsWith("2023-11-14T22:13:20Z")
                .contains("pump-7", "telemetry-0@123", "! 1.417", "p 3.1e-5")
                .endsWith("m5 observed 0.91 expected 0.12 (61 %); missing: 2");
        assertThat(line.alarming()).isTrue();
        assertThat(line.entity()).isEqualTo("pump-7");
        assertThat(line.json()).isEqualTo(new String(ContractJson.encode(score(true)), UTF_8));
        Line normal = new ScoreLines(READER).line(record(score(false)));
        assertThat(normal.text()).doesNotContain("!").hasSameSizeAs(line.text());
        assertThat(normal.alarming()).isFalse();
    }

    @Test
    void aLookAtDriftNamesWhatIsFurthestOffFirst() throws BadRecordException {
        Drift drift = new Drift(
                "pumps",
                4,
                TIME,
                0L,
                0L,
                640L,
                0L,
                List.of("flow"),
                List.of(
                        new SignalDrift("level", 0.05, 0.25, 0.04, 0.2, 0.1, 0.1, 0.1, false),
                        new SignalDrift("flow", 0.75, 0.25, 0.4, 0.2, 0.0, 0.0, 0.1, true)));

        Line line = new DriftLines(READER).line(record(drift));

        assertThat(line.text())
                .startsWith("2023-11-14T22:13:20Z")
                .contains("v4", "! 640 rows", "drifting: flow; flow psi 0.75/0.25 ks 0.4/0.2, level psi 0.05/0.25")
                .endsWith("ks 0.04/0.2 missing 10 %");
        assertThat(line.alarming()).isTrue();
    }

    @Test
    void whatIsNoScoreSaysWhy() {
        assertThatThrownBy(() -> new ScoreLines(READER).line(record(null, "{}".getBytes(UTF_8), Map.of())))
                .isInstanceOf(BadRecordException.class);
        assertThatThrownBy(() -> new ScoreLines(READER).line(record(null, null, Map.of())))
                .hasMessage("value: expected a Score, got null");
    }

    @Test
    void anAlertSaysItsState() throws BadRecordException {
        Alert alert = alert(AlertState.OPENED, null, TIME - 2_000, List.of(), 1);
        assertThat(new AlertLines(READER).line(record(alert)).text())
                .contains("  -  ", "opened", "1.5", "peak 7", "  2s  ")
                .doesNotContain("repair", "entities");
    }

    @Test
    void anAlertSaysHowLongInWhomAndWhatToRepair() throws BadRecordException {
        Alert alert =
                alert(AlertState.RESOLVED, "pump-1", TIME - 3_725_000, List.of("pump-1", "p2", "p3", "p4\u202E"), 120);
        assertThat(new AlertLines(READER).line(record(alert)).text())
                .contains("resolved", "  1h2m  ", "  repair flow, heat", "  120 entities: pump-1, p2, p3, ...");
    }

    private static Alert alert(AlertState state, String entity, long start, List<String> members, int count) {
        return new Alert(
                "id",
                state,
                entity,
                "telemetry",
                0,
                1L,
                TIME,
                2,
                1.5,
                1e-5,
                List.of(),
                start,
                7.0,
                start,
                12L,
                count == 1 ? List.of() : List.of("flow", "heat"),
                members,
                count);
    }

    @Test
    void aLatentShowsItsFirstValuesAndDequantizes() throws BadRecordException {
        List<Float> ten = IntStream.range(0, 10).mapToObj(i -> i / 4f).toList();
        Latent floats = new Latent("e", "telemetry", 0, 1L, TIME, 3, 3, ten, null, null);
        assertThat(new LatentLines(READER).line(record(floats)).text())
                .endsWith("v3  [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, and 2 more]");
        Latent bytes =
                new Latent("e", "telemetry", 0, 1L, TIME, 3, 3, null, ByteBuffer.wrap(new byte[] {-128, 127}), 0.5f);
        assertThat(new LatentLines(READER).line(record(bytes)).text()).endsWith("[-64, 63.5]");
        Latent neither = new Latent("e", "telemetry", 0, 1L, TIME, 3, 3, null, null, null);
        assertThatThrownBy(() -> new LatentLines(READER).line(record(neither))).isInstanceOf(BadRecordException.class);
    }

    @Test
    void aDeadLetterGivesReasonCoordinatesAndTheWholeValue() {
        Map<String, String> headers = Map.of(
                DeadLetterHeaders.REASON, "m5: expected a number, got \"x\"",
                DeadLetterHeaders.TOPIC, "telemetry",
                DeadLetterHeaders.PARTITION, "1",
                DeadLetterHeaders.OFFSET, "42",
                DeadLetterHeaders.TIMESTAMP, Long.toString(TIME));
        Line line = new DeadLetterLines().line(record("k".getBytes(UTF_8), "{\"m5\":\"x\"}".getBytes(UTF_8), headers));
        assertThat(line.text())
                .startsWith("2023-11-14T22:13:20Z")
                .contains("telemetry-1@42", "m5: expected a number, got \"x\"", "10 bytes: {\"m5\":\"x\"}");
        assertThat(line.json())
                .contains("\"offset\":42", "\"keyText\":\"k\"", "\"valueText\":\"{\\\"m5\\\":\\\"x\\\"}\"");
        assertThat(line.entity()).isEqualTo("k");
    }

    @Test
    void aDeadLetterThatIsNoTextIsBase64AndHarmlessOnATerminal() {
        Line line = new DeadLetterLines().line(record(null, new byte[] {(byte) 0xff, 0x1b, '['}, Map.of()));
        assertThat(line.json()).contains("\"valueBase64\":\"/xtb\"", "\"keyText\":null", "\"reason\":null");
        assertThat(line.text()).contains("pumps.x-3@99", "no reason given").doesNotContain("\u001b");
    }

    @Test
    void topicsAreNamedAsTheirTopicsAre() {
        assertThat(TailTopic.values())
                .extracting(TailTopic::toString)
                .containsExactly("scores", "latents", "alerts", "dead-letters", "drift");
    }
}
