package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Score;
import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.model.TestModels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityMemoryTest {

    private static final String QUIET = "{\"pressure\": 0.5, \"flow\": -0.25, \"heat\": 1}";
    private static final String LOUD = "{\"pressure\": 4, \"flow\": -5, \"heat\": 6}";
    private static final Observation QUIET_VALUES = Observation.of(0.5, -0.25, 1);
    private static final Observation LOUD_VALUES = Observation.of(4, -5, 6);

    /** Scores of records of one entity, one after the other. */
    private static List<Double> inTurn(CompiledModel model, Observation... records) {
        EntityMemory memory = model.newMemory();
        ScoredRecord scored = model.newScoredRecord();
        List<Double> scores = new ArrayList<>();
        for (Observation record : records) {
            model.score(record, memory, scored);
            scores.add(scored.score());
        }
        return scores;
    }

    @Test
    void judgesARecordTogetherWithTheOnesBeforeOfItsEntityAndNoOther() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel model = pumps.activateSeries(1);
            pumps.send("pump-1", LOUD);
            pumps.send("pump-2", QUIET);
            pumps.send("pump-1", LOUD);
            pumps.send((String) null, QUIET);

            List<Double> loud = inTurn(model, LOUD_VALUES, LOUD_VALUES);
            double quiet = inTurn(model, QUIET_VALUES).get(0);
            assertThat(loud.get(1)).isGreaterThan(loud.get(0));
            assertThat(pumps.read("pumps.scores", Score.class))
                    .extracting(Score::getScore)
                    .containsExactly(loud.get(0), quiet, loud.get(1), quiet);
        }
    }

    @Test
    void aDeadLetterLeavesNoTraceInWhatIsRemembered() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel model = pumps.activateSeries(1);
            pumps.send("pump-1", LOUD);
            pumps.send("pump-1", "nonsense");
            pumps.send("pump-1", LOUD);

            assertThat(pumps.read("pumps.scores", Score.class))
                    .extracting(Score::getScore)
                    .isEqualTo(inTurn(model, LOUD_VALUES, LOUD_VALUES));
        }
    }

    @Test
    void aNewModelBeginsWithNothingRemembered() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.activateSeries(1);
            pumps.send("pump-1", LOUD);
            CompiledModel second = pumps.activateSeries(2);
            pumps.send("pump-1", LOUD);

            assertThat(pumps.read("pumps.scores", Score.class).get(1).getScore())
                    .isEqualTo(inTurn(second, LOUD_VALUES).get(0));
        }
    }

    @Test
    void anEntitysWindowIsKeptRowByRow() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel model = pumps.activate(TestModels.windowed(1, 3, 2, "pressure", "flow", "heat"));
            Observation[] records = new Observation[7];
            for (int i = 0; i < records.length; i++) {
                records[i] = Observation.of(i, -i, 0.5 * i);
                pumps.send("pump-1", "{\"pressure\": %d, \"flow\": %d, \"heat\": %s}".formatted(i, -i, 0.5 * i));
                pumps.send("pump-" + (2 + i), LOUD);
            }

            assertThat(pumps.read("pumps.scores", Score.class).stream()
                            .filter(s -> s.getEntity().equals("pump-1"))
                            .map(Score::getScore)
                            .toList())
                    .isEqualTo(inTurn(model, records));
        }
    }

    @Test
    void whatIsDerivedComesFromTheEntitysOwnRecords() {
        List<FeatureSpec> specs =
                List.of(new FeatureSpec("pressure").with(new Derive(List.of(Derived.DIFFERENCE, Derived.AVERAGE), 2)));
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel model = pumps.activate(TestModels.fitted(1, specs));
            Observation[] records = new Observation[5];
            for (int i = 0; i < records.length; i++) {
                records[i] = Observation.of(specs);
                records[i].values[0] = i * i;
                pumps.send("pump-1", "{\"pressure\": %d}".formatted(i * i));
                pumps.send("pump-2", "{\"pressure\": %d}".formatted(1000 - i));
            }

            assertThat(pumps.read("pumps.scores", Score.class).stream()
                            .filter(s -> s.getEntity().equals("pump-1"))
                            .map(Score::getScore)
                            .toList())
                    .isEqualTo(inTurn(model, records));
        }
    }

    @Test
    void aStretchBeginsAtOnceAndWhatOthersHaveLeftIsDeletedLittleByLittle() {
        CompiledModel model = TestModels.windowed(1, 3, 2, "pressure", "flow", "heat");
        HeapStore<byte[], byte[]> store = new HeapStore<>("memories", Arrays::compareUnsigned);
        EntityMemories memories = new EntityMemories(store);
        for (int e = 0; e < 20; e++) {
            see("early-" + e, memories, model, 1);
        }
        long before = store.approximateNumEntries();

        memories.begin(1);
        assertThat(store.approximateNumEntries()).isEqualTo(before);
        assertThat(recall("early-0", memories, model).records()).isZero();
        see("early-0", memories, model, 2);
        see("late", memories, model, 2);
        assertThat(store.approximateNumEntries()).isBetween(before - 8, before);

        // As after a restart, on the same store.
        EntityMemories restarted = new EntityMemories(store);
        restarted.resume(1);
        for (int i = 0; i < 10; i++) {
            see("late", restarted, model, 3);
        }
        assertThat(recall("late", restarted, model).records()).isEqualTo(11);
        assertThat(recall("early-0", restarted, model).records()).isEqualTo(1);
        // Each has an entry of its own and one for each row of its window that it has filled.
        assertThat(store.approximateNumEntries()).isEqualTo(1 + 2 + 1 + 1);
    }

    private static void see(String entity, EntityMemories memories, CompiledModel model, long timestamp) {
        EntityMemory memory = recall(entity, memories, model);
        model.score(QUIET_VALUES, memory, model.newScoredRecord());
        memories.remember(entity.getBytes(StandardCharsets.UTF_8), model, memory, timestamp);
    }

    private static EntityMemory recall(String entity, EntityMemories memories, CompiledModel model) {
        return memories.recall(entity.getBytes(StandardCharsets.UTF_8), model);
    }

    @Test
    void newEntitiesBeyondTheLimitAreNotRememberedAndThoseBeforeStillAre() {
        CompiledModel model = TestModels.series(1, 2, "pressure", "flow", "heat");
        HeapStore<byte[], byte[]> store = new HeapStore<>("memories", Arrays::compareUnsigned);
        EntityMemories memories = new EntityMemories(store, 2L * EntityMemories.bytesOf(model.newMemory()));
        for (int round = 0; round < 2; round++) {
            for (String entity : List.of("a", "b", "c")) {
                see(entity, memories, model, round);
            }
        }

        assertThat(List.of("a", "b", "c").stream()
                        .map(e -> recall(e, memories, model).records()))
                .containsExactly(2L, 2L, 0L);
        memories.forgetBefore(2);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void longNamesCountTowardsTheLimitAndStillDoAfterARestart() {
        CompiledModel model = TestModels.series(1, 2, "pressure", "flow", "heat");
        HeapStore<byte[], byte[]> store = new HeapStore<>("memories", Arrays::compareUnsigned);
        String longName = "a".repeat(10_000);
        EntityMemories memories = new EntityMemories(store, 10_000);
        see("short", memories, model, 1);
        see(longName, memories, model, 1);
        assertThat(recall("short", memories, model).records()).isEqualTo(1);
        assertThat(recall(longName, memories, model).records()).isZero();

        HeapStore<byte[], byte[]> another = new HeapStore<>("memories", Arrays::compareUnsigned);
        see(longName, new EntityMemories(another, 12_000), model, 1);
        EntityMemories restarted = new EntityMemories(another, 12_000);
        restarted.resume(0);
        see("b".repeat(2_000), restarted, model, 1);
        assertThat(recall(longName, restarted, model).records()).isEqualTo(1);
        assertThat(recall("b".repeat(2_000), restarted, model).records()).isZero();
    }
}
