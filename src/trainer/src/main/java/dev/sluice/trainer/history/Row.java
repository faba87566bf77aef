package dev.sluice.trainer.history;

import dev.sluice.feature.Observation;
import dev.sluice.trainer.training.Standing;
import java.util.Comparator;

/**
 * A decoded record of the history.
 *
 * @param observation its own copy; with timestamp and entity
 * @param run rows with the same run are of one entity and follow each other in the topic, none left out in between
 * @param standing what may be learned from it
 */
record Row(int partition, long offset, Observation observation, long run, Standing standing) {

    /** Oldest first; of equal age by coordinates, so that the order depends on the records alone. */
    static final Comparator<Row> BY_TIME = Comparator.<Row>comparingLong(Row::timestamp)
            .thenComparingInt(Row::partition)
            .thenComparingLong(Row::offset);

    /** By place in the topic. */
    static final Comparator<Row> BY_OFFSET =
            Comparator.<Row>comparingInt(Row::partition).thenComparingLong(Row::offset);

    /** A row whose run is all that there is of its entity. */
    Row(int partition, long offset, Observation observation) {
        this(partition, offset, observation, observation.entity(), Standing.ORDINARY);
    }

    /** Milliseconds since the epoch. */
    long timestamp() {
        return observation.timestamp();
    }

    /** Hash. */
    long entity() {
        return observation.entity();
    }

    Row inRun(long other) {
        return other == run ? this : new Row(partition, offset, observation, other, standing);
    }

    Row as(Standing other) {
        return other == standing ? this : new Row(partition, offset, observation, run, other);
    }
}
