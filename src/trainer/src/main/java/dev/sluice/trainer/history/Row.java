package dev.sluice.trainer.history;

import java.util.Comparator;

/** A decoded record of the history. */
final class Row {
    /** Oldest first; of equal age by coordinates, so that the order depends on the records alone. */
    static final Comparator<Row> BY_TIME = Comparator.<Row>comparingLong(r -> r.timestamp)
            .thenComparingInt(r -> r.partition)
            .thenComparingLong(r -> r.offset);

    final int partition;
    final long offset;
    final long timestamp;
    final long entity; // hash
    final double[] values; // [features]

    /** @param values copied */
    Row(int partition, long offset, long timestamp, long entity, double[] values) {
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.entity = entity;
        this.values = values.clone();
    }
}
