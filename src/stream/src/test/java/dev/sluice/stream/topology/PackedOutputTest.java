package dev.sluice.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.alert.Silences;
import dev.sluice.codec.Bound;
import dev.sluice.packed.Original;
import dev.sluice.packed.PackedException;
import dev.sluice.packed.Packer;
import dev.sluice.packed.Packing;
import dev.sluice.packed.Unpacker;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.outage.RegistryWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class PackedOutputTest {

    private static final CompressionConfig PACKED = CompressionConfig.within(Bound.relative(0.01));

    private final ScoringMeters meters = new ScoringMeters(new SimpleMeterRegistry(), AlertBudget.DEFAULT);

    @Test
    void whatNeedsASchemaThatNobodyGivesIsKeptAsItIs() throws PackedException {
        Blocks blocks = new Blocks(new HeapStore<>("blocks", Arrays::compareUnsigned), 0);
        List<byte[]> messages = new ArrayList<>();
        PackedOutput output = new PackedOutput(
                PACKED,
                model -> new Packer(Packing.NONE, (value, into) -> {
                    throw new RegistryOutageException("no registry", null);
                }),
                blocks,
                meters,
                (entity, message, timestamp) -> messages.add(message));
        output.use(TopologyHarness.loaded(1));
        byte[] entity = "pump".getBytes(UTF_8);
        byte[] value = {0, 0, 0, 0, 7, 1, 2};
        output.add(entity, new Original(5, 6, entity, value, List.of()), 6, 0);
        output.finishOld(PACKED.within().toMillis());

        assertThat(messages).hasSize(1);
        List<Original> unpacked = new Unpacker(Packing.NONE).unpack(entity, messages.get(0));
        assertThat(unpacked.get(0).value()).isEqualTo(value);
        assertThat(unpacked.get(0).offset()).isEqualTo(5);
        assertThat(blocks.open()).isEmpty();
    }

    /** It would pack what its rolled back transaction had, beside what the task has now. */
    @Test
    void theClockOfATaskThatIsRevivedTicksOnce() {
        MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(0);
        stores(context);
        ScoringProcessor processor = new ScoringProcessor(
                () -> null,
                model -> null,
                meters,
                new RegistryWatch(Duration.ofSeconds(1), System::nanoTime).newWait(),
                Duration.ofHours(1),
                () -> Silences.NONE,
                PACKED,
                model -> Packer.withoutModel());
        processor.init(context);
        processor.init(context);

        assertThat(context.scheduledPunctuators()).hasSize(2);
        assertThat(context.scheduledPunctuators().get(0).cancelled()).isTrue();
        assertThat(context.scheduledPunctuators().get(1).cancelled()).isFalse();
    }

    private static void stores(MockProcessorContext<byte[], Outgoing> context) {
        List<StoreBuilder<? extends StateStore>> builders = List.of(
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ScoringTopology.VERSIONS), Serdes.String(), Serdes.Integer()),
                EntityStore.builder(ScoringTopology.MEMORIES),
                EntityStore.builder(ScoringTopology.INCIDENTS),
                EntityStore.builder(ScoringTopology.BLOCKS));
        for (StoreBuilder<? extends StateStore> builder : builders) {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
    }
}
