package dev.sluice.stream.topology;

import dev.sluice.contract.Fence;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.Untrusted;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.stream.metrics.DeadLetterReason;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.outage.RegistryWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
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

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    /** Before the first record: versions begin at 1. */
    private static final int NONE = 0;

    private final Supplier<LoadedModel> active;
    private final Function<CompiledModel, RecordScorer> scorers;
    private final Function<SpecificRecord, byte[]> encoder;
    private final ScoringMeters meters;
    private final RegistryWatch.Wait wait;
    private final Duration keep;
    private final DeadLetterLog deadLetters = new DeadLetterLog(System::nanoTime);

    private ProcessorContext<byte[], Outgoing> context;
    private KeyValueStore<String, Integer> versions;
    private EntityMemories memories;
    private int inUse;
    private RecordScorer scorer;

    /**
     * @param active the model that is active now; never null once records arrive
     * @param scorers makes the scorer for a model
     * @param encoder encodes fences
     * @param wait for the schema registry
     * @param keep how long an entity that sends nothing is remembered, in the time of the records
     */
    ScoringProcessor(
            Supplier<LoadedModel> active,
            Function<CompiledModel, RecordScorer> scorers,
            Function<SpecificRecord, byte[]> encoder,
            ScoringMeters meters,
            RegistryWatch.Wait wait,
            Duration keep) {
        this.active = active;
        this.scorers = scorers;
        this.encoder = encoder;
        this.meters = meters;
        this.wait = wait;
        this.keep = keep;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        this.context = context;
        this.versions = context.getStateStore(ScoringTopology.VERSIONS);
        this.memories = new EntityMemories(context.getStateStore(ScoringTopology.MEMORIES));
        context.schedule(
                FORGET_EVERY, PunctuationType.STREAM_TIME, now -> memories.forgetBefore(now - keep.toMillis()));
        // A task that is revived after an aborted transaction is initialized again, its store taken back: ask it anew.
        this.inUse = NONE;
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        CompiledModel model = active.get().model();
        if (model.version() != inUse) {
            swap(model, input.timestamp(), at);
        }
        long start = System.nanoTime();
        Outputs outputs;
        try {
            outputs = score(input, at);
        } catch (RegistryOutageException | RegistryRefusalException e) {
            // No fault of the record's: it is scored by the thread that takes over.
            throw e;
        } catch (UnscorableException e) {
            deadLetter(input, at, e.reason(), e.getMessage(), e.detail());
            return;
        } catch (RuntimeException e) {
            String reason = "unexpected " + Untrusted.brief(e.toString());
            LOG.error("{}-{}@{}: {}", at.topic(), at.partition(), at.offset(), reason, e);
            deadLetter(input, at, DeadLetterReason.UNEXPECTED, reason, null);
            return;
        }
        meters.scored(System.nanoTime() - start, outputs.alert != null);
        forward(ScoringTopology.SCORES, outputs.key, outputs.score, input.timestamp(), at.partition());
        forward(ScoringTopology.LATENTS, outputs.key, outputs.latent, input.timestamp(), at.partition());
        if (outputs.alert != null) {
            forward(ScoringTopology.ALERTS, outputs.key, outputs.alert, input.timestamp(), at.partition());
        }
    }

    /** Tries again for as long as the registry does not answer and the thread may wait. Until it returns, nothing is kept. */
    private Outputs score(Record<byte[], byte[]> input, RecordMetadata at) throws UnscorableException {
        while (true) {
            try {
                Outputs outputs = scorer.score(input.key(), input.value(), input.timestamp(), at, memories);
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

    private void forward(String sink, byte[] key, byte[] value, long timestamp, int partition) {
        context.forward(new Record<>(key, new Outgoing(value, partition), timestamp), sink);
    }

    private void deadLetter(
            Record<byte[], byte[]> input,
            RecordMetadata at,
            DeadLetterReason kind,
            String reason,
            BadRecordException detail) {
        meters.deadLetter(kind);
        deadLetters.add(at.topic(), at.partition(), at.offset(), reason);
        Headers headers = DeadLetterHeaders.of(input.headers(), reason, detail, at, input.timestamp());
        context.forward(
                new Record<>(input.key(), new Outgoing(input.value(), at.partition()), input.timestamp(), headers),
                ScoringTopology.DEAD_LETTERS);
    }

    private void swap(CompiledModel model, long timestamp, RecordMetadata at) {
        int version = model.version();
        RecordScorer next = scorers.apply(model);
        Integer fenced = versions.get(ScoringTopology.CURRENT);
        if (fenced == null || fenced != version) {
            versions.put(ScoringTopology.CURRENT, version);
            byte[] key = Integer.toString(at.partition()).getBytes(StandardCharsets.US_ASCII);
            byte[] fence = encoder.apply(new Fence(at.topic(), at.partition(), at.offset(), version, timestamp));
            forward(ScoringTopology.FENCES, key, fence, timestamp, at.partition());
            meters.fence();
            LOG.info("{}-{}: model {} from offset {} on", at.topic(), at.partition(), version, at.offset());
        }
        scorer = next;
        inUse = version;
    }
}
