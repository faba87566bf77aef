package dev.sluice.trainer.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A uniform sample of at most {@code capacity} records: those with the smallest hash of seed, partition and offset. Which
 * these are depends on the records alone, not on the order they arrive in.
 */
final class Reservoir {
    private final int capacity;
    private final long seed;
    private final PriorityQueue<Ranked> largestFirst =
            new PriorityQueue<>(Comparator.comparingLong(Ranked::rank).reversed());

    Reservoir(int capacity, long seed) {
        this.capacity = capacity;
        this.seed = seed;
    }

    private record Ranked(long rank, Row row) {}

    /** Whether {@link #add} would keep that record now. */
    boolean wants(int partition, long offset) {
        return largestFirst.size() < capacity
                || Keyed.hash(seed, partition, offset) < largestFirst.peek().rank();
    }

    void add(Row row) {
        largestFirst.add(new Ranked(Keyed.hash(seed, row.partition, row.offset), row));
        if (largestFirst.size() > capacity) {
            largestFirst.poll();
        }
    }

    /** The sample in the order of time. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>(largestFirst.size());
        largestFirst.forEach(r -> rows.add(r.row()));
        rows.sort(Row.BY_TIME);
        return rows;
    }
}
