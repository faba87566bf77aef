package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Exclusion;
import dev.sluice.contract.OffsetRange;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.Observation;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.training.TrainingRows;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {
    private static final String TOPIC = "telemetry";

    private static PipelineConfig config(String more) {
        return PipelineFile.parse("pipeline: pumps\ninput: {topic: " + TOPIC + "}\n" + more, "test", Map.of());
    }

    private static String json(double pressure, double flow) {
        return "{\"pressure\": " + pressure + ", \"flow\": " + flow + ", \"name\": \"north\"}";
    }

    private static History read(RecordedTopic topic, PipelineConfig config, long from) {
        WindowPlan plan =
                WindowPlan.of(topic, TOPIC, Instant.ofEpochMilli(from)).orElseThrow();
        return new HistoryReader(config, topic).read(plan);
    }

    private static double[][] values(History history) {
        return Arrays.stream(history.rows().observations()).map(r -> r.values).toArray(double[][]::new);
    }

    @Test
    void readsTheWindowOfEveryPartitionInTheOrderOfTime() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 3);
        for (int i = 0; i < 30; i++) {
            topic.append(i % 2, i * 1_000L, "pump-" + i % 5, json(i, -i));
        }

        History history = read(topic, config(""), 10_000);

        assertThat(history.features()).extracting(f -> f.field()).containsExactly("pressure", "flow");
        assertThat(Arrays.stream(history.rows().observations())
                        .mapToDouble(r -> r.values[0])
                        .toArray())
                .containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
        assertThat(history.window().from()).isEqualTo(10_000);
        assertThat(history.window().to()).isEqualTo(29_000);
        assertThat(history.window().entities()).isEqualTo(5);
        assertThat(history.window().rowsRead()).isEqualTo(20);
        assertThat(history.window().ranges())
                .containsExactly(
                        new OffsetRange(TOPIC, 0, 5L, 15L),
                        new OffsetRange(TOPIC, 1, 5L, 15L),
                        new OffsetRange(TOPIC, 2, 0L, 0L));
    }

    @Test
    void aFieldThatCameInTheMiddleOfTheWindowIsAFeature() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        for (int i = 0; i < 5_000; i++) {
            String late = i < 4_000 ? "" : ", \"heat\": " + i % 7;
            topic.append(0, i, "a", "{\"pressure\": " + i % 5 + late + "}");
        }

        History history = read(topic, config(""), 0);

        assertThat(history.features()).extracting(f -> f.field()).containsExactly("pressure", "heat");
        assertThat(history.window().rowsBad()).isZero();
        assertThat(values(history)[0]).containsExactly(0, Double.NaN);
        assertThat(values(history)[4_999][1]).isEqualTo(4_999 % 7);
    }

    @Test
    void passesOverTransactionMarkersAlsoAtTheEnd() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        for (int i = 0; i < 10; i++) {
            topic.append(0, i, "a", json(i, i));
            topic.appendMarker(0);
        }
        topic.appendMarker(0);

        History history = read(topic, config(""), 0);

        assertThat(history.size()).isEqualTo(10);
        assertThat(history.window().ranges().get(0).getToOffset()).isEqualTo(21);
    }

    @Test
    void badRecordsAreCountedAndLeftOut() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        for (int i = 0; i < 20; i++) {
            topic.append(0, i, "a", i % 4 == 3 ? "{\"pressure\": 1," : json(i, i));
        }
        topic.append(0, 20, "a", null);

        History history = read(topic, config(""), 0);

        assertThat(history.window().rowsRead()).isEqualTo(21);
        assertThat(history.window().rowsBad()).isEqualTo(6);
        assertThat(history.window().rowsGood()).isEqualTo(15);
        assertThat(history.size()).isEqualTo(15);
    }

    @Test
    void aRecordThatLacksTooMuchIsBadHereAsItIsForTheScorer() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        for (int i = 0; i < 20; i++) {
            topic.append(0, i, "a", i % 5 == 0 ? "{\"c\": 1}" : "{\"a\": 1, \"b\": 2, \"c\": 3}");
        }

        assertThat(read(topic, config("features: [a, b, c]"), 0).window().rowsBad())
                .isEqualTo(4);
        PipelineConfig lenient = PipelineFile.parse(
                "pipeline: pumps\ninput: {topic: telemetry, max-missing: 1}\nfeatures: [a, b, c]", "test", Map.of());
        assertThat(read(topic, lenient, 0).window().rowsBad()).isZero();
    }

    @Test
    void rowsHoldTextsArraysTimeAndEntity() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        topic.append(0, 1_234, "pump-1", "{\"status\": \"up\", \"p\": [1, 2], \"x\": 3}");

        Observation row = read(
                        topic,
                        config("features: [{field: p, type: array, size: 2}, {field: status, type: categorical}, x]"),
                        0)
                .rows()
                .observations()[0];

        assertThat(row.values).containsExactly(1, 2, 3);
        assertThat(row.texts).containsExactly("up");
        assertThat(row.timestamp()).isEqualTo(1_234);
        assertThat(row.entity()).isEqualTo(EntityHash.of("pump-1".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void entityAndTimeMayComeFromFields() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        for (int i = 0; i < 9; i++) {
            topic.append(
                    0,
                    i,
                    null,
                    "{\"x\": " + i + ", \"host\": \"h" + i % 3 + "\", \"at\": " + (2_000_000_009_000L - i) + "}");
        }
        PipelineConfig config = PipelineFile.parse(
                "pipeline: pumps\ninput: {topic: telemetry, entity: host, timestamp: at}\nfeatures: [{field: x}]",
                "test",
                Map.of());

        History history = read(topic, config, 0);

        assertThat(history.window().entities()).isEqualTo(3);
        assertThat(history.window().from()).isEqualTo(2_000_000_008_992L);
        assertThat(history.rows().observations()[0].values[0]).isEqualTo(8);
    }

    @Test
    void theSampleDependsOnSeedAndRecordsNotOnTheOrderOfPartitions() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 4);
        for (int i = 0; i < 2_000; i++) {
            topic.append(i % 4, i, "pump-" + i % 7, json(i, Math.sin(i)));
        }
        PipelineConfig config =
                config("features: [{field: pressure}]\ntraining: {min-records: 10, max-records: 300, seed: 5}");

        History history = read(topic, config, 0);
        RowCollector reversed =
                new RowCollector(config, config.features(), config.input().decoder(config.features()));
        topic.partitionsReversed().forEach(reversed::accept);
        History other = reversed.history(history.window().ranges(), 0);

        assertThat(history.size()).isEqualTo(300);
        assertThat(values(other)).isDeepEqualTo(values(history));
        assertThat(other.rows().timestamps()).isSorted();
        double mean =
                Arrays.stream(values(history)).mapToDouble(r -> r[0]).average().orElseThrow();
        assertThat(mean).isBetween(1_000 - 3 * 33.0, 1_000 + 3 * 33.0);

        PipelineConfig reseeded =
                config("features: [{field: pressure}]\ntraining: {min-records: 10, max-records: 300, seed: 6}");
        assertThat(Arrays.deepEquals(values(read(topic, reseeded, 0)), values(history)))
                .isFalse();
    }

    @Test
    void whereNothingIsLeftOutARunIsAllThatThereIsOfAnEntity() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 2);
        for (int i = 0; i < 40; i++) {
            topic.append(i % 2, i, "pump-" + i % 4, json(i, i));
        }

        TrainingRows rows = read(topic, config(""), 0).rows();

        assertThat(rows.runs()).isEqualTo(rows.entities());
        assertThat(Arrays.stream(rows.entities()).distinct()).hasSize(4);
        assertThat(rows.entities()[0]).isEqualTo(EntityHash.of("pump-0".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSampleIsOfRunsWithoutAGap() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 2);
        for (int i = 0; i < 4_000; i++) {
            topic.append(i % 2, i, "pump-" + i % 4, json(i, i));
        }

        TrainingRows rows = read(topic, config("training: {min-records: 10, max-records: 512}"), 0)
                .rows();

        assertThat(rows.size()).isEqualTo(512);
        Map<Long, Double> last = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            double now = rows.observations()[i].values[0];
            Double before = last.put(rows.runs()[i], now);
            // Every fourth record is of the same pump.
            assertThat(before == null ? now - 4 : before).isEqualTo(now - 4);
        }
        // Stretches of 8, some of which follow each other.
        assertThat(last).hasSizeBetween(40, 65);
    }

    @Test
    void rowsLeftOutDivideARun() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        for (int i = 0; i < 20; i++) {
            topic.append(0, i, "a", json(i, i));
        }
        BitSet excluded = new BitSet();
        excluded.set(5, 8);

        History read = read(topic, config(""), 0);
        List<Exclusion> exclusions = read.exclusions(excluded, History.INCIDENT, "");
        TrainingRows rows = read.excluding(exclusions).rows();

        assertThat(exclusions).containsExactly(new Exclusion(TOPIC, 0, 5L, 8L, History.INCIDENT, ""));
        assertThat(rows.size()).isEqualTo(17);
        assertThat(Arrays.stream(rows.runs(), 0, 5).distinct()).hasSize(1);
        assertThat(Arrays.stream(rows.runs(), 5, 17).distinct()).hasSize(1);
        assertThat(Arrays.stream(rows.runs()).distinct()).hasSize(2);
    }

    @Test
    void aTopicWithoutNumbersIsAnErrorThatNamesIt() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 1);
        topic.append(0, 1, "a", "{\"name\": \"north\"}");

        assertThatThrownBy(() -> read(topic, config(""), 0))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no numeric field in topic \"telemetry\"");
    }

    @Test
    void aTopicThatDoesNotExistHasNoPlan() {
        assertThat(WindowPlan.of(new RecordedTopic("other", 1), TOPIC, Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void aWindowYoungerThanEveryRecordIsEmpty() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 2);
        topic.append(0, 1_000, "a", json(1, 1));

        WindowPlan plan =
                WindowPlan.of(topic, TOPIC, Instant.ofEpochMilli(2_000)).orElseThrow();

        assertThat(plan.offsets()).isZero();
    }

    @Test
    void aPlanKnowsWhetherThereIsAnythingNew() {
        RecordedTopic topic = new RecordedTopic(TOPIC, 2);
        topic.append(0, 1_000, "a", json(1, 1));
        WindowPlan before = WindowPlan.of(topic, TOPIC, Instant.EPOCH).orElseThrow();

        assertThat(before.goesBeyond(before.ranges())).isFalse();
        topic.append(1, 1_000, "a", json(1, 1));
        assertThat(WindowPlan.of(topic, TOPIC, Instant.EPOCH).orElseThrow().goesBeyond(before.ranges()))
                .isTrue();
    }
}
