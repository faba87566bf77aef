package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Score;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.model.TestModels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of entities is written once for each commit, and is the same after any of them. */
class EntityCommitTest {

    private static final CompiledModel WINDOWED = TestModels.windowed(1, 4, 2, "pressure", "flow", "heat");
    private static final CompiledModel SERIES = TestModels.series(1, 2, "pressure", "flow", "heat");

    /** A store that counts what is put. */
    private final HeapStore<byte[], byte[]> store = new HeapStore<>("memories", Arrays::compareUnsigned);

    private static EntityMemories memories(HeapStore<byte[], byte[]> store) {
        EntityMemories memories = new EntityMemories(store, EntityMemories.MOST_BYTES, false);
        memories.resume(1);
        return memories;
    }

    private static double see(EntityMemories memories, CompiledModel model, String entity, double value) {
        byte[] name = entity.getBytes(StandardCharsets.UTF_8);
        ScoredRecord scored = model.newScoredRecord();
        EntityMemory memory = memories.recall(name, model);
        model.score(Observation.of(value, -value, 1), memory, scored);
        memories.remember(name, model, memory, 1);
        return scored.score();
    }

    /** Scored, and then turned down. */
    private static void seeInVain(EntityMemories memories, CompiledModel model, String entity) {
        EntityMemory memory = memories.recall(entity.getBytes(StandardCharsets.UTF_8), model);
        model.score(Observation.of(50, 60, 70), memory, model.newScoredRecord());
    }

    @Test
    void nothingIsWrittenBeforeTheCommit() {
        EntityMemories memories = memories(store);
        for (int i = 0; i < 10; i++) {
            see(memories, WINDOWED, "pump-1", i);
            see(memories, WINDOWED, "pump-2", i);
        }
        assertThat(store.approximateNumEntries()).isZero();

        memories.write();
        // An entity's entry, and its three rows before the next.
        assertThat(store.approximateNumEntries()).isEqualTo(2 * (1 + 3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commitsRestartsAndRollbacksChangeNoScore(boolean windowed) {
        CompiledModel model = windowed ? WINDOWED : SERIES;
        Random random = new Random(4);
        EntityMemories uninterrupted = memories(new HeapStore<>("uninterrupted", Arrays::compareUnsigned));
        HeapStore<byte[], byte[]> committed = copy(store);
        EntityMemories memories = memories(store);
        List<Double> expected = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        record Sent(String entity, double value) {}
        List<Sent> sinceCommit = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Sent sent = new Sent("pump-" + random.nextInt(6), random.nextGaussian());
            sinceCommit.add(sent);
            expected.add(see(uninterrupted, model, sent.entity, sent.value));
            scores.add(see(memories, model, sent.entity, sent.value));
            switch (random.nextInt(12)) {
                case 0 -> {
                    memories.write();
                    committed = copy(store);
                    sinceCommit.clear();
                }
                case 1 -> {
                    // The transaction is rolled back: another begins where the last commit was.
                    HeapStore<byte[], byte[]> restored = copy(committed);
                    memories = memories(restored);
                    store.close();
                    copyInto(restored, store);
                    memories = memories(store);
                    for (int r = 0; r < sinceCommit.size(); r++) {
                        double again = see(memories, model, sinceCommit.get(r).entity, sinceCommit.get(r).value);
                        assertThat(again).isEqualTo(expected.get(expected.size() - sinceCommit.size() + r));
                    }
                }
                case 2 -> seeInVain(memories, model, sent.entity);
                case 3 -> seeInVain(memories, model, "new-" + i);
                default -> {}
            }
        }
        assertThat(scores).isEqualTo(expected);
    }

    private static HeapStore<byte[], byte[]> copy(HeapStore<byte[], byte[]> from) {
        HeapStore<byte[], byte[]> copy = new HeapStore<>("copy", Arrays::compareUnsigned);
        copyInto(from, copy);
        return copy;
    }

    private static void copyInto(HeapStore<byte[], byte[]> from, HeapStore<byte[], byte[]> to) {
        try (KeyValueIterator<byte[], byte[]> entries = from.all()) {
            while (entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                to.put(entry.key, entry.value);
            }
        }
    }

    @Test
    void moreEntitiesThanAreKeptAsObjectsAreWrittenAndReadAgain() {
        int entities = 20_000;
        CompiledModel model = TestModels.windowed(1, 32, 2, "pressure", "flow", "heat");
        EntityMemories memories = new EntityMemories(store, EntityMemories.MOST_BYTES, false);
        memories.resume(1);
        for (int round = 0; round < 3; round++) {
            for (int e = 0; e < entities; e++) {
                see(memories, model, "pump-" + e, 1e-5 * e + 0.1 * round);
            }
        }
        assertThat(store.approximateNumEntries()).isGreaterThan(entities);
        for (int e = 0; e < entities; e += 999) {
            EntityMemory memory = memories.recall(("pump-" + e).getBytes(StandardCharsets.UTF_8), model);
            assertThat(memory.records()).isEqualTo(3);
            assertThat(memory.row(2)[0]).isEqualTo((float) (1e-5 * e + 0.2));
        }
    }

    @Test
    void kafkaStreamsCallsBeforeItsCommits() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel model = pumps.activateSeries(1);
            pumps.send("pump-1", "{\"pressure\": 4, \"flow\": -5, \"heat\": 6}");
            // The driver commits after every record.
            assertThat(pumps.memories().entries().approximateNumEntries()).isEqualTo(1);
            assertThat(pumps.records("sluice-pumps-entity-memories-changelog")).hasSize(1);
            pumps.send("pump-1", "{\"pressure\": 4, \"flow\": -5, \"heat\": 6}");
            assertThat(pumps.memories().entries().approximateNumEntries()).isEqualTo(1);
            assertThat(pumps.read("pumps.scores", Score.class)).hasSize(2);
            assertThat(new EntityMemories(pumps.memories().entries(), EntityMemories.MOST_BYTES, false)
                            .recall(TopologyHarness.utf8("pump-1"), model)
                            .records())
                    .as("of no stretch yet")
                    .isZero();
        }
    }
}
