package dev.sluice.stream.topology;

import dev.sluice.alert.AlertDesk;
import dev.sluice.alert.Dispatch;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.LatentEncoding;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;
import dev.sluice.stream.metrics.DeadLetterReason;
import dev.sluice.wire.Outcome;
import dev.sluice.wire.OutputEncoder;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Turns one input record into the bytes of its outputs with one model. All scratch is its own and reused from record to
 * record: one per task and model, not thread-safe.
 */
final class RecordScorer {

    /**
     * Longest entity that is taken, in bytes of UTF-8. The entity is repeated in key and value of every output, and may
     * grow sixfold where JSON escapes it: a record at Kafka's default size limit must not come out above it.
     */
    static final int MAX_ENTITY_BYTES = 1 << 16;

    /** Largest output that is sent, key and value: a topic takes 1,048,588 bytes where it is not configured otherwise. */
    static final int MAX_OUTPUT_BYTES = 1_000_000;

    private final CompiledModel model;
    private final RecordDecoder decoder;
    private final boolean entityIsKey;
    private final LatentEncoding latents;
    private final OutputEncoder encoder;

    private final Telemetry telemetry;
    private final ScoredRecord scored;
    private final Outcome outcome;
    private final ObservedRecord observed;
    private final Outputs outputs = new Outputs();

    /**
     * @param decoder made for the fields of this model
     * @param entityIsKey whether the record's key is the entity, rather than a field
     * @param encoder made for this model
     */
    RecordScorer(
            CompiledModel model,
            RecordDecoder decoder,
            boolean entityIsKey,
            LatentEncoding latents,
            OutputEncoder encoder) {
        this.model = model;
        this.decoder = decoder;
        this.entityIsKey = entityIsKey;
        this.latents = latents;
        this.encoder = encoder;
        this.telemetry = new Telemetry(model.features().specs());
        this.scored = model.newScoredRecord();
        this.outcome = new Outcome(model, scored);
        this.observed = new ObservedRecord(model, scored, outcome);
    }

    /**
     * Decodes, scores and encodes.
     *
     * @param timestamp of the record, milliseconds since the epoch
     * @param memories of the entities; the record's is brought up to date
     * @param desk of the partition; hears of the record
     * @throws UnscorableException where the record is at fault
     */
    Outputs score(byte[] key, byte[] value, long timestamp, RecordMetadata at, EntityMemories memories, AlertDesk desk)
            throws UnscorableException {
        decode(value);
        byte[] entityBytes = entityIsKey ? key : telemetry.entityBytes();
        requireShort(entityBytes);
        long time = telemetry.timestampOr(timestamp);
        telemetry.observation.at(time, EntityHash.of(entityBytes));
        EntityMemory memory = memories.recall(entityBytes, model);
        model.score(telemetry.observation, memory, scored);
        requireResult();
        outcome.at(at.topic(), at.partition(), at.offset());
        outcome.of(time, entityBytes);
        outcome.contributions(telemetry.observation);
        if (latents == LatentEncoding.INT8) {
            float step = LatentQuantizer.scale(scored.latent());
            outcome.quantized(LatentQuantizer.quantize(scored.latent(), step), step);
        }
        byte[] score = encoder.score(outcome);
        byte[] latent = encoder.latent(outcome);
        requireFits("score", entityBytes, score);
        requireFits("latent", entityBytes, latent);
        Dispatch dispatch = desk.observe(entityBytes, observed.of(at, time, memory));
        List<Outputs.Message> alerts = alerts(dispatch);
        // Last of all: a record that becomes a dead letter leaves no trace in what is remembered.
        memories.remember(entityBytes, model, memory, timestamp);
        desk.keep();
        outputs.key = entityBytes;
        outputs.score = score;
        outputs.latent = latent;
        outputs.time = time;
        outputs.anomaly = scored.anomaly();
        outputs.dispatch = dispatch;
        outputs.alerts = alerts;
        return outputs;
    }

    private List<Outputs.Message> alerts(Dispatch dispatch) {
        if (dispatch.isEmpty()) {
            return List.of();
        }
        return dispatch.messages().stream()
                .map(m -> new Outputs.Message(m.key(), encoder.alert(m.alert())))
                .toList();
    }

    /** Found out here, a record too many is one dead letter; found out by the broker, it would stop its partition. */
    private static void requireFits(String what, byte[] key, byte[] value) throws UnscorableException {
        long size = (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
        if (size > MAX_OUTPUT_BYTES) {
            throw new UnscorableException(
                    DeadLetterReason.OUTPUT_SIZE,
                    new BadRecordException(
                            "value",
                            "a record whose " + what + " is at most " + MAX_OUTPUT_BYTES + " bytes",
                            size + " bytes"));
        }
    }

    private void decode(byte[] value) throws UnscorableException {
        try {
            decoder.decode(value, telemetry);
        } catch (BadRecordException e) {
            DeadLetterReason reason = value == null
                    ? DeadLetterReason.NULL_VALUE
                    : e.field().equals("value") ? DeadLetterReason.MALFORMED : DeadLetterReason.FIELD;
            throw new UnscorableException(reason, e);
        }
    }

    private void requireShort(byte[] entity) throws UnscorableException {
        if (entity != null && entity.length > MAX_ENTITY_BYTES) {
            throw new UnscorableException(
                    DeadLetterReason.ENTITY,
                    new BadRecordException(
                            entityIsKey ? "key" : "entity",
                            "an entity of at most " + MAX_ENTITY_BYTES + " bytes",
                            entity.length + " bytes"));
        }
    }

    private void requireResult() throws UnscorableException {
        if (scored.missing() == model.features().size()) {
            throw new UnscorableException(
                    DeadLetterReason.MALFORMED,
                    new BadRecordException("value", "at least one of the model's features", "none of them"));
        }
        requireFinite("score", scored.score());
        requireFinite("reconstruction error", scored.reconstructionError());
        for (float v : scored.latent()) {
            requireFinite("latent", v);
        }
    }

    private void requireFinite(String what, double result) throws UnscorableException {
        if (!FeatureEncoder.isPresent(result)) {
            throw new UnscorableException(
                    DeadLetterReason.NOT_FINITE,
                    new BadRecordException(
                            "value",
                            "a record that model " + model.version() + " gives a finite " + what,
                            what + " " + result));
        }
    }
}
