package dev.sluice.trainer.history;

import dev.sluice.feature.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A sample of at most {@code capacity} records in stretches of one entity's consecutive records, so that what follows each
 * other stays together: those with the smallest hash of seed, partition, entity and stretch, the last of them cut. Which
 * records these are depends on the records alone, not on the order of the partitions; a partition's records come one after
 * the other.
 */
final class Reservoir {
    /** A smaller sample has shorter stretches: fewer than this many would be few looks at the window. */
    private static final int STRETCHES = 64;
    /** Counters of the entities' records; entities that share one merely have shorter stretches. */
    private static final int COUNTERS = 1 << 16;

    private final int capacity;
    private final long seed;
    private final int length;
    private final int[] counters = new int[COUNTERS];
    private final PriorityQueue<Ranked> largestFirst = new PriorityQueue<>(Ranked.ASCENDING.reversed());
    private int partition = -1;
    private boolean full;

    /** @param length records of a stretch at most */
    Reservoir(int capacity, long seed, int length) {
        this.capacity = capacity;
        this.seed = seed;
        this.length = Math.max(1, Math.min(length, capacity / STRETCHES));
    }

    private record Ranked(long rank, int stretch, Row row) {
        static final Comparator<Ranked> ASCENDING =
                Comparator.comparingLong(Ranked::rank).thenComparing(Ranked::row, Row.BY_OFFSET);
        static final Comparator<Ranked> BY_ENTITY =
                Comparator.<Ranked>comparingLong(r -> r.row.entity()).thenComparing(Ranked::row, Row.BY_OFFSET);

        boolean follows(Ranked last, long cut) {
            int stretches = stretch - last.stretch;
            return last.row.partition() == row.partition()
                    && last.row.entity() == row.entity()
                    && (stretches == 0 || (stretches == 1 && last.rank != cut));
        }
    }

    /** @param observed with timestamp and entity; copied where it is kept */
    void offer(int ofPartition, long offset, Observation observed) {
        if (ofPartition != partition) {
            partition = ofPartition;
            Arrays.fill(counters, 0);
        }
        long hash = Keyed.hash(seed, partition, observed.entity());
        int stretch = counters[(int) hash & (COUNTERS - 1)]++ / length;
        long rank = Keyed.hash(hash, 0, stretch);
        if (largestFirst.size() == capacity && rank > largestFirst.peek().rank()) {
            full = true;
            return;
        }
        largestFirst.add(new Ranked(rank, stretch, new Row(partition, offset, observed.copy())));
        if (largestFirst.size() > capacity) {
            largestFirst.poll();
            full = true;
        }
    }

    /** The sample in the order of time. Where nothing had to be left out, a row's run is its entity's. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>(largestFirst.size());
        if (full) {
            divide(rows);
        } else {
            largestFirst.forEach(r -> rows.add(r.row()));
        }
        rows.sort(Row.BY_TIME);
        return rows;
    }

    /** A run ends where the entity's following stretch is not in the sample, and with the stretch that was cut. */
    private void divide(List<Row> rows) {
        List<Ranked> ranked = new ArrayList<>(largestFirst);
        ranked.sort(Ranked.BY_ENTITY);
        long cut = largestFirst.peek().rank();
        Ranked last = null;
        long run = 0;
        for (Ranked r : ranked) {
            if (last == null || !r.follows(last, cut)) {
                run = Keyed.hash(r.row().entity(), r.row().partition(), r.stretch());
            }
            rows.add(r.row().inRun(run));
            last = r;
        }
    }
}
