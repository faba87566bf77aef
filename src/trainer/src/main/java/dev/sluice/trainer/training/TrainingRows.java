package dev.sluice.trainer.training;

import dev.sluice.feature.Observation;
import java.util.Arrays;

/** The rows a model is made from, oldest first. */
public final class TrainingRows {
    private final Observation[] observations; // [rows]
    private final long[] timestamps; // [rows]
    private final long[] entities; // [rows]
    private final long[] runs; // [rows]
    private final Standing[] standings; // [rows]

    /** Of ordinary rows; as the other. */
    public TrainingRows(Observation[] observations, long[] timestamps, long[] entities, long[] runs) {
        this(observations, timestamps, entities, runs, ordinary(observations.length));
    }

    private static Standing[] ordinary(int rows) {
        Standing[] standings = new Standing[rows];
        Arrays.fill(standings, Standing.ORDINARY);
        return standings;
    }

    /**
     * @param observations {@code Observation[rows]}; not copied
     * @param timestamps {@code long[rows]}, milliseconds since the epoch, ascending; not copied
     * @param entities {@code long[rows]}, the hash of each row's entity; not copied
     * @param runs {@code long[rows]}: rows with the same run are of one entity and follow each other in the topic, none
     *     left out in between; not copied
     * @param standings {@code Standing[rows]}, not copied
     * @throws IllegalArgumentException where the arrays do not match or time runs backwards
     */
    public TrainingRows(
            Observation[] observations, long[] timestamps, long[] entities, long[] runs, Standing[] standings) {
        int n = observations.length;
        if (n != timestamps.length || n != entities.length || n != runs.length || n != standings.length) {
            throw new IllegalArgumentException(n + " rows, but " + timestamps.length + " timestamps, " + entities.length
                    + " entities, " + runs.length + " runs and " + standings.length + " standings were given");
        }
        for (int i = 1; i < n; i++) {
            if (timestamps[i] < timestamps[i - 1]) {
                throw new IllegalArgumentException("row " + i + " is older than the one before: sort rows by time");
            }
        }
        this.observations = observations;
        this.timestamps = timestamps;
        this.entities = entities;
        this.runs = runs;
        this.standings = standings;
    }

    /** With what the observations themselves say of time and entity, each entity's rows one run. */
    public static TrainingRows of(Observation[] observations) {
        long[] entities =
                Arrays.stream(observations).mapToLong(Observation::entity).toArray();
        return new TrainingRows(
                observations,
                Arrays.stream(observations).mapToLong(Observation::timestamp).toArray(),
                entities,
                entities);
    }

    public int size() {
        return observations.length;
    }

    /** {@code Observation[rows]}, not copied. */
    public Observation[] observations() {
        return observations;
    }

    /** {@code long[rows]}, not copied. */
    public long[] timestamps() {
        return timestamps;
    }

    /** {@code long[rows]}: hashes; not copied. */
    public long[] entities() {
        return entities;
    }

    /** {@code long[rows]}, not copied. */
    public long[] runs() {
        return runs;
    }

    /** {@code Standing[rows]}, not copied. */
    public Standing[] standings() {
        return standings;
    }
}
