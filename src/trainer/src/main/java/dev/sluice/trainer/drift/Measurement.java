package dev.sluice.trainer.drift;

import dev.sluice.drift.DriftReference;
import dev.sluice.drift.SignalCounts;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes the records of a window, scores them with the champion as the scorer would, and counts what came of it. */
final class Measurement implements NewestRecords.Sink {
    /** Records of an entity before its scores count: the averages of a series begin at nothing. */
    private static final int WARM = 20;
    /** Entities that are remembered at once; of others the features count, but no score. */
    private static final int MOST_ENTITIES = 10_000;

    private final CompiledModel champion;
    private final boolean entityFromKey;
    private final RecordDecoder decoder;
    private final Telemetry telemetry;
    private final ScoredRecord scored;
    private final SignalCounts counts;
    private final Map<Long, EntityMemory> memories = new HashMap<>();
    private long bad;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    /** @param decoder of the champion's features */
    Measurement(CompiledModel champion, DriftReference reference, RecordDecoder decoder, boolean entityFromKey) {
        this.champion = champion;
        this.entityFromKey = entityFromKey;
        this.decoder = decoder;
        this.telemetry = new Telemetry(champion.features().specs());
        this.scored = champion.newScoredRecord();
        this.counts = new SignalCounts(reference, champion.features());
    }

    @Override
    public void beginStretch() {
        memories.clear();
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        try {
            decoder.decode(record.value(), telemetry);
        } catch (BadRecordException e) {
            // The scorer makes a dead letter of it, with the reason.
            bad++;
            return;
        }
        long timestamp = telemetry.timestampOr(record.timestamp());
        from = Math.min(from, timestamp);
        to = Math.max(to, timestamp);
        Observation observed = telemetry.observation;
        observed.at(timestamp, EntityHash.of(entityFromKey ? record.key() : telemetry.entityBytes()));
        score(observed);
        counts.add(observed);
    }

    private void score(Observation observed) {
        EntityMemory memory = memories.get(observed.entity());
        if (memory == null) {
            if (memories.size() >= MOST_ENTITIES) {
                return;
            }
            memory = champion.newMemory();
            memories.put(observed.entity(), memory);
        }
        champion.score(observed, memory, scored);
        if (champion.isStateless() || memory.records() > WARM) {
            counts.addScore(scored.pValue());
        }
    }

    SignalCounts counts() {
        return counts;
    }

    long bad() {
        return bad;
    }

    /** Timestamp of the oldest record, milliseconds since the epoch; 0 where there is none. */
    long from() {
        return counts.rows() == 0 ? 0 : from;
    }

    /** Timestamp of the newest record; 0 where there is none. */
    long to() {
        return counts.rows() == 0 ? 0 : to;
    }
}
