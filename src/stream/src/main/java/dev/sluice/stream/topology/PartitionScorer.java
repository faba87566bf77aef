package dev.sluice.stream.topology;

import dev.sluice.model.CompiledModel;
import dev.sluice.record.Untrusted;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.stream.metrics.DeadLetterReason;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Scores the records of one partition in their order. All that an outcome depends on besides the record itself is kept
 * in the three stores, and changes with the records alone, never with a clock, a commit or a restart: so a replay from a
 * fence comes to the same.
 */
final class PartitionScorer {

    /** Key of the entry of {@link ScoringTopology#VERSIONS} with the hour in which entities were last forgotten. */
    static final String HOUR = "hour";

    /** Key of the entry with the number of the activation that the version in use was activated by. */
    static final String ACTIVATION = "activation";

    /** Key of the entry with the number of the stretch that is scored with the version in use. */
    static final String STRETCH = "stretch";

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    /** Before the first record: versions begin at 1. */
    private static final int NONE = 0;

    private final Function<CompiledModel, RecordScorer> scorers;
    private final KeyValueStore<String, Integer> versions;
    private final EntityMemories memories;
    private final IncidentStore incidents;
    private final long keepMillis;
    private int inUse = NONE;
    private int hour;
    private RecordScorer scorer;

    /**
     * @param scorers makes the scorer for a model
     * @param versions the version in use, and the hour
     * @param incidents that are open; those go on when the model changes
     * @param keep how long an entity that sends nothing is remembered, in the time of the records
     */
    PartitionScorer(
            Function<CompiledModel, RecordScorer> scorers,
            KeyValueStore<String, Integer> versions,
            EntityMemories memories,
            IncidentStore incidents,
            Duration keep) {
        this.scorers = scorers;
        this.versions = versions;
        this.memories = memories;
        this.incidents = incidents;
        this.keepMillis = keep.toMillis();
    }

    /**
     * Whether the partition has already gone over to what was activated later. So it is where another scorer had the
     * partition before, and this one has not heard of the newer model yet: going back would swap twice.
     */
    boolean isAheadOf(int activation) {
        Integer reached = inUse == NONE ? versions.get(ACTIVATION) : null;
        return reached != null && reached > activation;
    }

    /**
     * Scores with this model from now on.
     *
     * @param activation its number
     * @param timestamp of the record that comes next
     * @return whether the record before was scored with another version, so that a fence belongs here
     */
    boolean use(CompiledModel model, int activation, long timestamp) {
        if (model.version() == inUse) {
            return false;
        }
        RecordScorer next = scorers.apply(model);
        Integer fenced = versions.get(ScoringTopology.CURRENT);
        boolean another = fenced == null || fenced != model.version();
        Integer stretch = versions.get(STRETCH);
        int number = stretch == null ? 0 : stretch;
        if (inUse == NONE) {
            memories.resume(number);
            incidents.resume();
        }
        if (another) {
            // With nothing remembered, whatever stretches before it have left.
            memories.begin(number + 1);
            versions.put(STRETCH, number + 1);
            versions.put(ScoringTopology.CURRENT, model.version());
            versions.put(ACTIVATION, activation);
            versions.put(HOUR, hourOf(timestamp));
        }
        Integer forgotten = versions.get(HOUR);
        hour = forgotten == null ? hourOf(timestamp) : forgotten;
        incidents.desk().use(model.opening());
        scorer = next;
        inUse = model.version();
        return another;
    }

    /**
     * Scores with the model in use.
     *
     * @throws UnscorableException where the record is at fault, or Sluice is
     * @throws RegistryOutageException where the schema registry does not answer; nothing of the record is kept then
     * @throws RegistryRefusalException where it refuses
     */
    Outputs score(byte[] key, byte[] value, long timestamp, RecordMetadata at) throws UnscorableException {
        if (hourOf(timestamp) > hour) {
            hour = hourOf(timestamp);
            versions.put(HOUR, hour);
            memories.forgetBefore(timestamp - keepMillis);
        }
        try {
            return scorer.score(key, value, timestamp, at, memories, incidents.desk());
        } catch (RegistryOutageException | RegistryRefusalException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnscorableException(
                    DeadLetterReason.UNEXPECTED, "unexpected " + Untrusted.brief(e.toString()), e);
        }
    }

    /** Hours since the epoch, as far as an int goes: a device may send any time. */
    private static int hourOf(long timestamp) {
        return (int) Math.min(Integer.MAX_VALUE, timestamp / HOUR_MS);
    }
}
