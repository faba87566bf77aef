package dev.sluice.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.alert.Silences;
import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.contract.Silence;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.LatentEncoding;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringTopologyTest {

    private static final CompiledModel MODEL = TestModels.model(1, TopologyHarness.LATENT, TopologyHarness.FIELDS);

    private static ScoredRecord scored(double... observed) {
        ScoredRecord scored = MODEL.newScoredRecord();
        MODEL.score(Observation.of(observed), MODEL.newMemory(), scored);
        return scored;
    }

    @Test
    void scoresAsTheModelDoesOnItsOwn() {
        ScoredRecord expected = scored(0.5, -0.25, 1);
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("skipped", "{}");
            pumps.send("pump-7", "{\"pressure\": 0.5, \"flow\": -0.25, \"heat\": 1, \"note\": \"x\"}");

            TestRecord<byte[], byte[]> record = pumps.records("pumps.scores").get(0);
            Score score = TopologyHarness.decode(record.value(), Score.class);
            assertThat(record.key()).isEqualTo(TopologyHarness.utf8("pump-7"));
            assertThat(record.timestamp()).isEqualTo(1_000L);
            assertThat(score.getEntity()).isEqualTo("pump-7");
            assertThat(score.getTopic()).isEqualTo("telemetry");
            assertThat(score.getPartition()).isZero();
            assertThat(score.getOffset()).isEqualTo(1);
            assertThat(score.getTimestamp()).isEqualTo(1_000L);
            assertThat(score.getModelVersion()).isEqualTo(1);
            assertThat(score.getScore()).isEqualTo(expected.score());
            assertThat(score.getPValue()).isEqualTo(expected.pValue());
            assertThat(score.getReconstructionError()).isEqualTo(expected.reconstructionError());
            assertThat(score.getAnomaly()).isEqualTo(expected.anomaly());
            assertThat(score.getMissing()).isZero();
        }
    }

    @Test
    void namesTheThreeFieldsThatContributedMostWithWhatWasExpected() {
        double[] observed = {0.5, -9, 2};
        ScoredRecord expected = scored(observed);
        int[] top = new int[3];
        expected.topFeatures(top);
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("pump-7", "{\"pressure\": 0.5, \"flow\": -9, \"heat\": 2}");

            var fields = pumps.read("pumps.scores", Score.class).get(0).getFields();
            assertThat(fields).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(fields.get(i).getField()).isEqualTo(TopologyHarness.FIELDS[top[i]]);
                assertThat(fields.get(i).getObserved()).isEqualTo(observed[top[i]]);
                assertThat(fields.get(i).getExpected()).isEqualTo(MODEL.expected(expected, top[i]));
                assertThat(fields.get(i).getShare()).isEqualTo(expected.share(top[i]));
            }
        }
    }

    @Test
    void writesTheLatentAsFloats() {
        float[] expected = scored(0.5, -0.25, 1).latent();
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("pump-7", "{\"pressure\": 0.5, \"flow\": -0.25, \"heat\": 1}");

            TestRecord<byte[], byte[]> record = pumps.records("pumps.latents").get(0);
            Latent latent = TopologyHarness.decode(record.value(), Latent.class);
            assertThat(record.key()).isEqualTo(TopologyHarness.utf8("pump-7"));
            assertThat(latent.getEntity()).isEqualTo("pump-7");
            assertThat(latent.getValues()).containsExactly(expected[0], expected[1]);
            assertThat(latent.getQuantized()).isNull();
            assertThat(latent.getScale()).isNull();
        }
    }

    @Test
    void writesTheLatentAsBytesWithinHalfAStep() {
        float[] expected = scored(0.5, -0.25, 1).latent();
        InputConfig input = InputConfig.json("telemetry");
        try (TopologyHarness pumps = new TopologyHarness(input, LatentEncoding.INT8, ContractJson::encode)) {
            pumps.send("pump-7", "{\"pressure\": 0.5, \"flow\": -0.25, \"heat\": 1}");

            Latent latent = pumps.read("pumps.latents", Latent.class).get(0);
            assertThat(latent.getValues()).isNull();
            byte[] q = latent.getQuantized().array();
            assertThat(q).hasSize(expected.length);
            for (int i = 0; i < q.length; i++) {
                assertThat((double) q[i] * latent.getScale())
                        .isCloseTo(expected[i], within(latent.getScale() * 0.500001));
            }
        }
    }

    @Test
    void opensAnIncidentOnTheThirdAnomalyOfAnEntityAndEndsItWhereItIsQuiet() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("pump-7", "{\"pressure\": 0.1, \"flow\": 0.1, \"heat\": 0.1}");
            assertThat(pumps.read("pumps.scores", Score.class).get(0).getAnomaly())
                    .isFalse();
            for (int i = 0; i < 2; i++) {
                pumps.send("pump-7", "{\"pressure\": 1000, \"flow\": -1000, \"heat\": 1000}");
            }
            assertThat(pumps.records("pumps.alerts")).isEmpty();
            pumps.send("pump-7", "{\"pressure\": 1000, \"flow\": -1000, \"heat\": 1000}");

            Score score = pumps.read("pumps.scores", Score.class).get(2);
            assertThat(score.getAnomaly()).isTrue();
            TestRecord<byte[], byte[]> record = pumps.records("pumps.alerts").get(0);
            assertThat(new String(record.key(), UTF_8)).isEqualTo("pump-7");
            Alert alert = TopologyHarness.decode(record.value(), Alert.class);
            assertThat(alert.getId()).isEqualTo("telemetry-0-3");
            assertThat(alert.getState()).isEqualTo(AlertState.OPENED);
            assertThat(alert.getScore()).isEqualTo(score.getScore()).isGreaterThanOrEqualTo(1);
            assertThat(alert.getFields()).isEqualTo(score.getFields());
            assertThat(alert.getRecords()).isEqualTo(3);
            assertThat(count(pumps, "sluice.anomalous")).isEqualTo(3);
            assertThat(count(pumps, "sluice.scored")).isEqualTo(4);
            assertThat(count(pumps, "sluice.alerts.opened")).isEqualTo(1);
            assertThat(pumps.registry.get("sluice.alerts.open").gauge().value()).isEqualTo(1);
            assertThat(pumps.registry.get("sluice.alerts.rate").gauge().value()).isPositive();
            // Two that are followed, the time of the desk, each once for each commit that changed it.
            assertThat(pumps.records("sluice-pumps-incidents-changelog")).isNotEmpty();

            for (int i = 0; i < 10; i++) {
                pumps.send("pump-7", "{\"pressure\": 0.1, \"flow\": 0.1, \"heat\": 0.1}");
            }
            Alert resolved = pumps.read("pumps.alerts", Alert.class).get(0);
            assertThat(resolved.getState()).isEqualTo(AlertState.RESOLVED);
            assertThat(resolved.getId()).isEqualTo(alert.getId());
            assertThat(resolved.getOffset()).isEqualTo(13);
            assertThat(count(pumps, "sluice.alerts.resolved")).isEqualTo(1);
            assertThat(pumps.registry.get("sluice.alerts.open").gauge().value()).isZero();
        }
    }

    private static double count(TopologyHarness pumps, String counter) {
        return pumps.registry.get(counter).counter().count();
    }

    @Test
    void anOrdinaryEntityCostsTheStoreOfIncidentsNothing() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            for (int i = 0; i < 20; i++) {
                pumps.send("pump-" + i % 3, "{\"pressure\": 0.1, \"flow\": 0.1, \"heat\": 0.1}");
            }
            assertThat(pumps.incidents().entries().approximateNumEntries()).isZero();
            assertThat(pumps.records("sluice-pumps-incidents-changelog")).isEmpty();
        }
    }

    @Test
    void aSilencedIncidentIsCountedAndNotPublished() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.silences = new Silences(
                    List.of(new Silence("maintenance", "pump-*", null, 0L, 5_000L, "", "anna", 0L)), List.of());
            for (int i = 0; i < 4; i++) {
                pumps.send("pump-7", "{\"pressure\": 1000, \"flow\": -1000, \"heat\": 1000}");
            }
            assertThat(pumps.records("pumps.alerts")).isEmpty();
            assertThat(count(pumps, "sluice.alerts.opened")).isEqualTo(1);
            assertThat(count(pumps, "sluice.alerts.silenced")).isEqualTo(1);
        }
    }

    @Test
    void aDeadLetterIsNoEvidence() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            for (int i = 0; i < 2; i++) {
                pumps.send("pump-7", "{\"pressure\": 1000, \"flow\": -1000, \"heat\": 1000}");
                pumps.send("pump-7", "{\"pressure\": ");
            }
            assertThat(pumps.records("pumps.alerts")).isEmpty();
            pumps.send("pump-7", "{\"pressure\": 1000, \"flow\": -1000, \"heat\": 1000}");
            assertThat(pumps.records("pumps.alerts")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pressure\": 0.5, \"heat\": 1}",
                "{\"pressure\": 0.5, \"flow\": null, \"heat\": 1}",
                "{\"pressure\": 0.5, \"flow\": NaN, \"heat\": 1}",
                "{\"pressure\": 0.5, \"flow\": \"NaN\", \"heat\": 1}",
                "{\"pressure\": 0.5, \"flow\": -Infinity, \"heat\": 1}",
                "{\"pressure\": 0.5, \"flow\": 1e999, \"heat\": 1}"
            })
    void leavesOutAFieldThatIsMissingOrNoNumber(String value) {
        ScoredRecord expected = scored(0.5, Double.NaN, 1);
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("pump-7", value);

            Score score = pumps.read("pumps.scores", Score.class).get(0);
            assertThat(score.getScore()).isEqualTo(expected.score());
            assertThat(score.getMissing()).isEqualTo(1);
            assertThat(score.getFields()).noneMatch(f -> f.getField().equals("flow"));
            assertThat(pumps.records("pumps.dead-letters")).isEmpty();
        }
    }

    @Test
    void takesANullKeyAsAnEntityOfItsOwn() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            for (int i = 0; i < 3; i++) {
                pumps.send((String) null, "{\"pressure\": 1000, \"flow\": 0, \"heat\": 0}");
            }

            TestRecord<byte[], byte[]> score = pumps.records("pumps.scores").get(0);
            assertThat(score.key()).isNull();
            assertThat(TopologyHarness.decode(score.value(), Score.class).getEntity())
                    .isNull();
            assertThat(pumps.records("pumps.latents").get(0).key()).isNull();
            assertThat(pumps.records("pumps.alerts").get(0).key()).isNull();
        }
    }

    @Test
    void keepsTheBytesOfAKeyThatIsNoUtf8AndReplacesWhatIsInvalidInTheText() {
        byte[] key = {'p', (byte) 0xC0, (byte) 0xAF};
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send(key, TopologyHarness.utf8("{\"pressure\": 1, \"flow\": 0}"));

            TestRecord<byte[], byte[]> score = pumps.records("pumps.scores").get(0);
            assertThat(score.key()).isEqualTo(key);
            assertThat(TopologyHarness.decode(score.value(), Score.class).getEntity())
                    .isEqualTo("p\uFFFD\uFFFD");
        }
    }

    @Test
    void takesEntityAndTimeFromFieldsWhereTheInputSaysSo() {
        InputConfig input = new InputConfig("telemetry", Format.JSON, "host", "at", List.of(), ',');
        try (TopologyHarness pumps = new TopologyHarness(input, LatentEncoding.FLOAT32, ContractJson::encode)) {
            pumps.send("ignored", "{\"host\": \"pümp\", \"at\": 1700000000000, \"pressure\": 1, \"flow\": 0}");
            pumps.send("ignored", "{\"pressure\": 1, \"flow\": 0}");

            List<TestRecord<byte[], byte[]>> scores = pumps.records("pumps.scores");
            Score first = TopologyHarness.decode(scores.get(0).value(), Score.class);
            assertThat(scores.get(0).key()).isEqualTo("pümp".getBytes(StandardCharsets.UTF_8));
            assertThat(first.getEntity()).isEqualTo("pümp");
            assertThat(first.getTimestamp()).isEqualTo(1_700_000_000_000L);
            Score second = TopologyHarness.decode(scores.get(1).value(), Score.class);
            assertThat(scores.get(1).key()).isNull();
            assertThat(second.getEntity()).isNull();
            assertThat(second.getTimestamp()).isEqualTo(1_000L);
        }
    }

    @Test
    void takesHalfACharacterInAnEntityField() {
        InputConfig input = new InputConfig("telemetry", Format.JSON, "host", "record", List.of(), ',');
        try (TopologyHarness pumps = new TopologyHarness(input, LatentEncoding.FLOAT32, ContractJson::encode)) {
            pumps.send("ignored", "{\"host\": \"p\\ud800\", \"pressure\": 1, \"flow\": 0}");

            assertThat(pumps.records("pumps.scores")).hasSize(1);
        }
    }

    @Test
    void readsCsv() {
        InputConfig input = new InputConfig(
                "telemetry", Format.CSV, "key", "record", List.of("heat", "x", "flow", "pressure"), ';');
        try (TopologyHarness pumps = new TopologyHarness(input, LatentEncoding.FLOAT32, ContractJson::encode)) {
            pumps.send("pump-7", "1;text;-0.25;0.5");

            assertThat(pumps.read("pumps.scores", Score.class).get(0).getScore())
                    .isEqualTo(scored(0.5, -0.25, 1).score());
        }
    }
}
