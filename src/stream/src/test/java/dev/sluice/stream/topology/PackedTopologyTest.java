package dev.sluice.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.codec.Bound;
import dev.sluice.codec.CodecFit;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.Records;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CodecStates;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.PackingPlan;
import dev.sluice.model.TestModels;
import dev.sluice.packed.Original;
import dev.sluice.packed.PackedException;
import dev.sluice.packed.PackedNumbers;
import dev.sluice.packed.Packing;
import dev.sluice.packed.Unpacker;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.pipeline.PackingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackedTopologyTest {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Random random = new Random(3);
    private TopologyHarness harness;

    @AfterEach
    void close() {
        harness.close();
    }

    private void start(PackingMode mode, int records) {
        harness = new TopologyHarness(
                new CompressionConfig(Optional.of(Bound.relative(0.01)), Map.of(), mode, records, WITHIN));
    }

    private static LoadedModel withCodec(int version) {
        CompiledModel model = TestModels.model(version, TopologyHarness.LATENT, TopologyHarness.FIELDS);
        PackedNumbers numbers = PackedNumbers.of(model.features().specs());
        Random random = new Random(version);
        double[][] rows = new double[500][3];
        for (double[] row : rows) {
            for (int f = 0; f < row.length; f++) {
                row[f] = random.nextGaussian();
            }
        }
        Bound bound = Bound.relative(0.01);
        CodecState state = CodecFit.fit(version, Records.complete(null, rows), List.of(bound, bound, bound), null);
        ModelArtifact artifact =
                CodecStates.with(TestModels.artifact(model), new PackingPlan(numbers, state, 0, List.of()));
        try {
            return ArtifactReader.load(ArtifactWriter.write(artifact), 1 << 20, TestModels.PIPELINE);
        } catch (ArtifactException e) {
            throw new AssertionError(e);
        }
    }

    private void send(String pump, long time) {
        harness.send(new TestRecord<>(
                pump.getBytes(UTF_8),
                String.format(
                                "{\"pressure\":%s,\"flow\":%s,\"heat\":0.5}",
                                random.nextGaussian(), random.nextGaussian())
                        .getBytes(UTF_8),
                new RecordHeaders(),
                time));
    }

    private List<Integer> sizes() {
        return messages().stream().map(List::size).toList();
    }

    /** Of each message its records, with the models that they name. */
    private List<List<Original>> messages() {
        List<List<Original>> messages = new ArrayList<>();
        for (TestRecord<byte[], byte[]> message :
                harness.records(harness.config.topics().packed())) {
            try {
                int version = Unpacker.version(message.value());
                Packing packing = version == 0
                        ? Packing.NONE
                        : withCodec(version).packing(List.of()).orElseThrow();
                messages.add(new Unpacker(packing).unpack(message.key(), message.value()));
            } catch (PackedException e) {
                throw new AssertionError(e);
            }
        }
        return messages;
    }

    @Test
    void anEntitysRecordsGoIntoBlocks() {
        start(PackingMode.BLOCK, 5);
        harness.activate(withCodec(2));
        for (int i = 0; i < 12; i++) {
            send("a", 1_000L * i);
            send("b", 1_000L * i);
        }
        List<List<Original>> messages = messages();
        assertThat(messages).hasSize(4).allMatch(m -> m.size() == 5);
        assertThat(messages.stream().flatMap(List::stream).map(Original::offset))
                .doesNotHaveDuplicates()
                .hasSize(20);
        assertThat(harness.records(harness.config.topics().scores())).hasSize(24);

        // By the clock: nothing more may come.
        harness.advanceClock(WITHIN.plusSeconds(20));
        assertThat(sizes()).containsExactly(2, 2);
    }

    @Test
    void aBlockTakesInRecordsOfALimitedTime() {
        start(PackingMode.BLOCK, 100);
        harness.activate(withCodec(2));
        send("a", 0);
        send("a", 30_000);
        send("a", 59_999);
        assertThat(sizes()).isEmpty();
        send("a", 60_000);
        assertThat(sizes()).containsExactly(3);
        // A clock that is set back is no reason to wait for ever.
        send("a", 0);
        assertThat(sizes()).containsExactly(1);
    }

    @Test
    void recordsOneByOne() {
        start(PackingMode.RECORD, 100);
        harness.activate(withCodec(2));
        send("a", 0);
        send("b", 1);
        assertThat(sizes()).containsExactly(1, 1);
    }

    @Test
    void aModelWithoutACodecKeepsAllAsItIs() {
        start(PackingMode.BLOCK, 3);
        harness.activate(1);
        send("a", 0);
        send("a", 1);
        harness.activate(withCodec(2));
        send("a", 2);
        send("a", 3);
        harness.activate(1);
        send("a", 4);
        send("a", 5);
        List<List<Original>> messages = messages();
        assertThat(messages).hasSize(2).allMatch(m -> m.size() == 3);
        assertThat(messages.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingLong(Original::offset))
                        .map(r -> r.value().length))
                .allMatch(length -> length > 20);
    }

    @Test
    void whatCannotBeScoredIsNotPacked() {
        start(PackingMode.RECORD, 1);
        harness.activate(withCodec(2));
        harness.send("a", "no json");
        harness.send((byte[]) null, null);
        assertThat(sizes()).isEmpty();
        assertThat(harness.records(harness.config.topics().deadLetters())).hasSize(2);
    }
}
