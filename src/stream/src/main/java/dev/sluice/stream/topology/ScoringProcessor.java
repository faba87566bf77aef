package dev.sluice.stream.topology;

import dev.sluice.alert.AlertDesk;
import dev.sluice.alert.Silences;
import dev.sluice.contract.Fence;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.packed.Original;
import dev.sluice.packed.Original.Attachment;
import dev.sluice.packed.Packer;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.stream.metrics.DeadLetterReason;
import dev.sluice.stream.metrics.OpeningTally;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.outage.RegistryWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every input record one terminal outcome: its score with its latent, or a dead letter. Everything is computed
 * before anything is forwarded, so that a failure leaves no half of it behind. A new active model is taken over between
 * two records: the version in use is kept in a changelogged store and announced as a fence, both in the transaction of
 * the first record scored with it.
 */
final class ScoringProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringProcessor.class);

    /** Models are read within milliseconds of their publication, unless their broker is away. */
    private static final Duration FEED_BEHIND = Duration.ofSeconds(20);

    private static final int LOOK_MS = 20;
    private static final long LEAST_LOOK_MS = 100;
    private static final long MOST_LOOK_MS = 10_000;

    private final Supplier<LoadedModel> active;
    private final Function<CompiledModel, RecordScorer> scorers;
    private final ScoringMeters meters;
    private final RegistryWatch.Wait wait;
    private final Duration keep;
    private final Supplier<Silences> silences;
    private final CompressionConfig compression;
    private final Function<LoadedModel, Packer> packers;
    private final OpeningTally tally;
    private final DeadLetterLog deadLetters = new DeadLetterLog(System::nanoTime);
    private final Outgoing outgoing = new Outgoing();

    private ProcessorContext<byte[], Outgoing> context;
    private AlertDesk desk;
    private PartitionScorer partition;
    private LoadedModel used; // by the record before; null before the first
    private PackedOutput packed; // null where nothing is packed
    private Cancellable finishing; // null before there is something to finish
    private TaskId task;

    /**
     * @param active the model that is active now; never null once records arrive
     * @param scorers makes the scorer for a model
     * @param wait for the schema registry
     * @param keep how long an entity that sends nothing is remembered, in the time of the records
     * @param silences that hold now
     * @param compression whether and how records are packed
     * @param packers makes the packer for a model
     */
    ScoringProcessor(
            Supplier<LoadedModel> active,
            Function<CompiledModel, RecordScorer> scorers,
            ScoringMeters meters,
            RegistryWatch.Wait wait,
            Duration keep,
            Supplier<Silences> silences,
            CompressionConfig compression,
            Function<LoadedModel, Packer> packers) {
        this.active = active;
        this.scorers = scorers;
        this.meters = meters;
        this.wait = wait;
        this.keep = keep;
        this.silences = silences;
        this.compression = compression;
        this.packers = packers;
        this.tally = meters.newTally();
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        this.context = context;
        this.task = context.taskId();
        // A task that is revived after an aborted transaction is initialized again, its stores taken back: ask them
        // anew.
        this.desk = new AlertDesk(silences, keep);
        this.partition = new PartitionScorer(
                scorers,
                context.getStateStore(ScoringTopology.VERSIONS),
                EntityMemories.of(context.getStateStore(ScoringTopology.MEMORIES)),
                IncidentStore.of(context.getStateStore(ScoringTopology.INCIDENTS), desk),
                keep);
        this.used = null;
        this.tally.restart();
        if (compression.isOn()) {
            this.packed = packedOutput();
            finishByTheClock();
        }
    }

    private PackedOutput packedOutput() {
        return new PackedOutput(
                compression,
                packers,
                Blocks.of(context.getStateStore(ScoringTopology.BLOCKS), context.currentSystemTimeMs()),
                meters,
                (entity, message, timestamp) ->
                        forward(ScoringTopology.PACKED, entity, message, timestamp, task.partition()));
    }

    /** A block is not kept much longer than it is to take in records. Of a revived task, no earlier clock may tick on. */
    private void finishByTheClock() {
        if (finishing != null) {
            finishing.cancel();
        }
        long look = Math.max(
                LEAST_LOOK_MS, Math.min(MOST_LOOK_MS, compression.within().toMillis() / 4));
        finishing = context.schedule(Duration.ofMillis(look), PunctuationType.WALL_CLOCK_TIME, this::finishOld);
    }

    /** Before the first record, and without a model, there is nothing to pack with. */
    private void finishOld(long now) {
        LoadedModel loaded = active.get();
        if (loaded != null) {
            packed.use(loaded);
            packed.finishOld(now);
        }
    }

    @Override
    public void close() {
        tally.restart();
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        LoadedModel loaded = active.get();
        if (!isUsed(loaded)) {
            loaded = use(loaded, input.timestamp(), at);
        }
        long start = System.nanoTime();
        Outputs outputs;
        try {
            outputs = score(input, at);
        } catch (RegistryOutageException | RegistryRefusalException e) {
            // No fault of the record's: it is scored by the thread that takes over.
            throw e;
        } catch (UnscorableException e) {
            deadLetter(input, at, e);
            return;
        }
        meters.scored(System.nanoTime() - start, outputs.anomaly);
        tally.add(outputs.dispatch, desk.open(), loaded.model().calibration().alertProbability());
        forward(ScoringTopology.SCORES, outputs.key, outputs.score, input.timestamp(), at.partition());
        forward(ScoringTopology.LATENTS, outputs.key, outputs.latent, input.timestamp(), at.partition());
        for (Outputs.Message message : outputs.alerts) {
            forward(ScoringTopology.ALERTS, message.key, message.alert, input.timestamp(), at.partition());
        }
        if (packed != null) {
            packed.use(loaded);
            packed.add(outputs.key, original(input, at), outputs.time, context.currentSystemTimeMs());
        }
    }

    /** Asked before every record: the same object is the same activation, too. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isUsed(LoadedModel loaded) {
        return loaded == used;
    }

    /** Goes over to a model, or waits for the newer one that the partition had before. */
    private LoadedModel use(LoadedModel now, long timestamp, RecordMetadata at) {
        LoadedModel loaded = awaitNewer(now, at);
        if (partition.use(loaded.model(), loaded.activation(), timestamp)) {
            fence(loaded.model().version(), timestamp, at);
        }
        used = loaded;
        return loaded;
    }

    private static Original original(Record<byte[], byte[]> input, RecordMetadata at) {
        List<Attachment> headers = new ArrayList<>();
        for (Header header : input.headers()) {
            headers.add(new Attachment(header.key(), header.value()));
        }
        return new Original(at.offset(), input.timestamp(), input.key(), input.value(), headers);
    }

    /** Tries again for as long as the registry does not answer and the thread may wait. Until it returns, nothing is kept. */
    private Outputs score(Record<byte[], byte[]> input, RecordMetadata at) throws UnscorableException {
        while (true) {
            try {
                Outputs outputs = partition.score(input.key(), input.value(), input.timestamp(), at);
                wait.over(at.partition(), at.offset());
                return outputs;
            } catch (RegistryOutageException e) {
                wait.after(e, at.partition(), at.offset());
            } catch (UnscorableException e) {
                wait.over(at.partition(), at.offset());
                throw e;
            }
        }
    }

    /** Until the model feed has what this partition was scored with before; not for ever, as it may be gone. */
    private LoadedModel awaitNewer(LoadedModel loaded, RecordMetadata at) {
        LoadedModel newest = loaded;
        long since = System.nanoTime();
        while (partition.isAheadOf(newest.activation())) {
            if (System.nanoTime() - since > FEED_BEHIND.toNanos()) {
                LOG.warn(
                        "{}-{}: was scored with a newer model than {}, which does not come: goes back to that",
                        at.topic(),
                        at.partition(),
                        newest.model().version());
                return newest;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return newest;
            }
            newest = active.get();
        }
        return newest;
    }

    private void forward(String sink, byte[] key, byte[] value, long timestamp, int partition) {
        context.forward(new Record<>(key, outgoing.of(value, partition), timestamp), sink);
    }

    private void deadLetter(Record<byte[], byte[]> input, RecordMetadata at, UnscorableException why) {
        if (why.reason() == DeadLetterReason.UNEXPECTED) {
            LOG.error("{}-{}@{}: {}", at.topic(), at.partition(), at.offset(), why.getMessage(), why.getCause());
        }
        meters.deadLetter(why.reason());
        deadLetters.add(at.topic(), at.partition(), at.offset(), why.getMessage());
        DeadLetter letter = DeadLetter.of(input.key(), input.value(), input.headers(), why, at, input.timestamp());
        context.forward(
                new Record<>(input.key(), outgoing.of(letter.value, at.partition()), input.timestamp(), letter.headers),
                ScoringTopology.DEAD_LETTERS);
    }

    private void fence(int version, long timestamp, RecordMetadata at) {
        byte[] key = Integer.toString(at.partition()).getBytes(StandardCharsets.US_ASCII);
        byte[] fence = ContractJson.encode(new Fence(at.topic(), at.partition(), at.offset(), version, timestamp));
        forward(ScoringTopology.FENCES, key, fence, timestamp, at.partition());
        meters.fence();
        LOG.info("{}-{}: model {} from offset {} on", at.topic(), at.partition(), version, at.offset());
    }
}
