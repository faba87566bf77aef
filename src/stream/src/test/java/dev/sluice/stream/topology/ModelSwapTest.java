package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Fence;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class ModelSwapTest {

    private static final String VALUE = "{\"pressure\": 0.5, \"flow\": -0.25, \"heat\": 1}";

    private static double score(CompiledModel model) {
        ScoredRecord scored = model.newScoredRecord();
        model.score(Observation.of(0.5, -0.25, 1), model.newMemory(), scored);
        return scored.score();
    }

    @Test
    void fencesTheFirstModelAtTheFirstRecord() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("pump-7", VALUE);
            pumps.send("pump-7", VALUE);

            List<TestRecord<byte[], byte[]>> fences = pumps.records("pumps.fences");
            assertThat(fences).hasSize(1);
            assertThat(fences.get(0).key()).isEqualTo(TopologyHarness.utf8("0"));
            assertThat(TopologyHarness.decode(fences.get(0).value(), Fence.class))
                    .isEqualTo(new Fence("telemetry", 0, 0L, 1, 1_000L));
            assertThat(pumps.versions().get(ScoringTopology.CURRENT)).isEqualTo(1);
        }
    }

    @Test
    void swapsToTheNewModelBetweenTwoRecords() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel one = pumps.activate(1);
            pumps.send("pump-7", VALUE);
            CompiledModel two = pumps.activate(2);
            pumps.send("pump-7", VALUE);
            pumps.send("pump-7", VALUE);

            List<Score> scores = pumps.read("pumps.scores", Score.class);
            assertThat(scores).extracting(Score::getModelVersion).containsExactly(1, 2, 2);
            assertThat(scores).extracting(Score::getScore).containsExactly(score(one), score(two), score(two));
            assertThat(pumps.read("pumps.latents", Latent.class))
                    .extracting(Latent::getModelVersion)
                    .containsExactly(1, 2, 2);
            assertThat(pumps.read("pumps.fences", Fence.class))
                    .containsExactly(
                            new Fence("telemetry", 0, 0L, 1, 1_000L), new Fence("telemetry", 0, 1L, 2, 1_000L));
            assertThat(pumps.registry.get("sluice.fences").counter().count()).isEqualTo(2);
        }
    }

    @Test
    void fencesBeforeARecordThatBecomesADeadLetter() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("pump-7", VALUE);
            pumps.activate(2);
            pumps.send("pump-7", "nonsense");
            pumps.send("pump-7", VALUE);

            assertThat(pumps.read("pumps.fences", Fence.class))
                    .extracting(Fence::getOffset)
                    .containsExactly(0L, 1L);
        }
    }

    @Test
    void goesBackToAnOlderVersion() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.activate(2);
            pumps.send("pump-7", VALUE);
            pumps.activate(1);
            pumps.send("pump-7", VALUE);

            assertThat(pumps.read("pumps.scores", Score.class))
                    .extracting(Score::getModelVersion)
                    .containsExactly(2, 1);
            assertThat(pumps.read("pumps.fences", Fence.class))
                    .extracting(Fence::getModelVersion)
                    .containsExactly(2, 1);
        }
    }

    @Test
    void writesNoSecondFenceAfterARestart() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.versions().put(ScoringTopology.CURRENT, 1);
            pumps.send("pump-7", VALUE);

            assertThat(pumps.read("pumps.scores", Score.class)).hasSize(1);
            assertThat(pumps.records("pumps.fences")).isEmpty();
        }
    }

    @Test
    void fencesWhatBecameActiveWhileItWasDown() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.versions().put(ScoringTopology.CURRENT, 1);
            pumps.activate(3);
            pumps.send("pump-7", VALUE);

            assertThat(pumps.read("pumps.fences", Fence.class))
                    .containsExactly(new Fence("telemetry", 0, 0L, 3, 1_000L));
        }
    }

    @Test
    void waitsForTheModelFeedWhereThePartitionIsAheadOfIt() throws Exception {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.versions().put(ScoringTopology.CURRENT, 2);
            pumps.versions().put(PartitionScorer.ACTIVATION, 5);
            pumps.activate(1, 4);
            Thread streams = new Thread(() -> pumps.send("pump-7", VALUE));
            streams.start();
            await().until(() -> streams.getState() == Thread.State.TIMED_WAITING);
            pumps.activate(2, 5);
            streams.join();

            assertThat(pumps.read("pumps.scores", Score.class))
                    .extracting(Score::getModelVersion)
                    .containsExactly(2);
            assertThat(pumps.records("pumps.fences")).isEmpty();
        }
    }
}
