package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.alert.AlertDesk;
import dev.sluice.alert.Silences;
import dev.sluice.model.CompiledModel;
import dev.sluice.stream.topology.Recomputation.Output;
import dev.sluice.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class RecomputationTest {

    private static final String QUIET = "{\"pressure\": 0.5, \"flow\": -0.25, \"heat\": 1}";
    private static final String LOUD = "{\"pressure\": 4, \"flow\": -5, \"heat\": 6}";
    private static final long DAY = 86_400_000;

    private final TopologyHarness pumps = new TopologyHarness();
    private final Wire wire = new Wire(pumps.config);
    private final Recomputation recomputation = new Recomputation(pumps.config, wire);
    private final List<Map<String, Output>> recomputed = new ArrayList<>();
    private long offset;

    /** Through the topology, and again. */
    private void both(String key, String value, long timestamp) {
        byte[] k = TopologyHarness.utf8(key);
        byte[] v = TopologyHarness.utf8(value);
        pumps.send(new TestRecord<>(k, v, null, timestamp));
        recomputed.add(recomputation.outputs(new ConsumerRecord<>(
                "telemetry",
                0,
                offset++,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                k,
                v,
                new RecordHeaders(),
                Optional.empty())));
    }

    private void expectTheSame() {
        for (String topic : List.of("pumps.scores", "pumps.latents", "pumps.dead-letters")) {
            List<TestRecord<byte[], byte[]>> published = pumps.records(topic);
            List<Output> again = recomputed.stream()
                    .filter(outputs -> outputs.containsKey(topic))
                    .map(outputs -> outputs.get(topic))
                    .toList();
            assertThat(again).as(topic).hasSameSizeAs(published);
            for (int i = 0; i < again.size(); i++) {
                assertThat(again.get(i).key())
                        .as(topic)
                        .isEqualTo(published.get(i).key());
                assertThat(again.get(i).value())
                        .as(topic)
                        .isEqualTo(published.get(i).value());
                assertThat(again.get(i).timestamp()).isEqualTo(published.get(i).timestamp());
                assertThat(again.get(i).headers()).isEqualTo(published.get(i).headers());
            }
        }
        pumps.close();
    }

    @Test
    void outputsComeOutAgainByteByByteDeadLettersIncluded() {
        recomputation.fence(pumps.activateSeries(1));
        both("pump-1", LOUD, 1_000);
        both("pump-2", QUIET, 2_000);
        both("pump-1", LOUD, 3_000);
        both("pump-1", "nonsense", 4_000);
        both(null, QUIET, 5_000);
        both("pump-1", null, 6_000);
        both("pump-1", LOUD, 7_000);
        expectTheSame();
    }

    @Test
    void aRollbackBeginsWithNothingRemembered() {
        recomputation.fence(pumps.activateSeries(1));
        both("pump-1", LOUD, 1_000);
        both("pump-2", LOUD, 1_000);
        recomputation.fence(pumps.activateSeries(2));
        both("pump-1", LOUD, 2_000);
        recomputation.fence(pumps.activateSeries(1));
        both("pump-1", LOUD, 3_000);
        both("pump-2", LOUD, 3_000);
        expectTheSame();
    }

    @Test
    void whatIsForgottenDependsOnTheRecordsAlone() {
        recomputation.fence(pumps.activateSeries(1));
        both("pump-1", LOUD, 10 * DAY);
        both("pump-2", LOUD, 10 * DAY);
        // A clock that runs years ahead, and one that stands still.
        both("pump-3", QUIET, 40_000 * DAY);
        both("pump-1", LOUD, 10 * DAY + 1_000);
        both("pump-2", QUIET, 0);
        both("pump-1", LOUD, Long.MAX_VALUE);
        both("pump-2", LOUD, 10 * DAY + 3_000);
        expectTheSame();
    }

    @Test
    void aRestartForgetsNothingThatIsStillRemembered() throws Exception {
        CompiledModel model = pumps.activateSeries(1);
        HeapStore<String, Integer> versions = new HeapStore<>("versions", String::compareTo);
        HeapStore<byte[], byte[]> memories = new HeapStore<>("memories", Arrays::compareUnsigned);
        PartitionScorer before = scorer(versions, memories);
        assertThat(before.use(model, 3, 10 * DAY)).isTrue();
        score(before, "pump-3", QUIET, 40_000 * DAY);
        score(before, "pump-1", LOUD, 10 * DAY);

        PartitionScorer after = scorer(versions, memories);
        assertThat(after.isAheadOf(2)).as("a model that was activated earlier").isTrue();
        assertThat(after.isAheadOf(3)).isFalse();
        assertThat(after.use(model, 3, 10 * DAY + 1)).isFalse();
        byte[] restarted = score(after, "pump-1", LOUD, 10 * DAY + 1);

        PartitionScorer fresh = scorer(
                new HeapStore<>("versions", String::compareTo), new HeapStore<>("memories", Arrays::compareUnsigned));
        fresh.use(model, 3, 10 * DAY + 1);
        assertThat(restarted).isNotEqualTo(score(fresh, "pump-1", LOUD, 10 * DAY + 1));
        pumps.close();
    }

    private PartitionScorer scorer(HeapStore<String, Integer> versions, HeapStore<byte[], byte[]> memories) {
        return new PartitionScorer(
                ScoringTopology.scorers(pumps.config, wire, wire.encoders()),
                versions,
                new EntityMemories(memories),
                new IncidentStore(null, new AlertDesk(() -> Silences.NONE, Duration.ofDays(1))),
                pumps.config.training().history());
    }

    private byte[] score(PartitionScorer scorer, String key, String value, long timestamp) throws Exception {
        return scorer.score(
                        TopologyHarness.utf8(key),
                        TopologyHarness.utf8(value),
                        timestamp,
                        new At("telemetry", 0, offset))
                .score;
    }

    private record At(String topic, int partition, long offset) implements RecordMetadata {}

    @Test
    void nothingIsScoredBeforeTheFirstFence() {
        assertThatThrownBy(() -> both("pump-1", QUIET, 1)).hasMessage("no model yet");
        pumps.close();
    }
}
