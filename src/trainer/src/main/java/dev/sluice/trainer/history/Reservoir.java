package dev.sluice.trainer.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A sample of at most {@code capacity} records in blocks of consecutive offsets, so that what follows each other stays
 * together: the blocks with the smallest hash of seed, partition and block, the last of them cut. Which records these are
 * depends on the records alone, not on the order they arrive in.
 */
final class Reservoir {
    /** Records in a block. */
    static final int BLOCK = 256;
    /** A smaller sample has smaller blocks: fewer than this many would be few looks at the window. */
    private static final int BLOCKS = 64;

    private final int capacity;
    private final long seed;
    private final int blockSize;
    private final PriorityQueue<Ranked> largestFirst = new PriorityQueue<>(Ranked.ASCENDING.reversed());
    private boolean full;

    Reservoir(int capacity, long seed) {
        this.capacity = capacity;
        this.seed = seed;
        this.blockSize = Math.max(1, Math.min(BLOCK, capacity / BLOCKS));
    }

    private record Ranked(long rank, Row row) {
        static final Comparator<Ranked> ASCENDING =
                Comparator.comparingLong(Ranked::rank).thenComparing(Ranked::row, Row.BY_OFFSET);
    }

    private long block(long offset) {
        return offset / blockSize;
    }

    private long rank(int partition, long offset) {
        return Keyed.hash(seed, partition, block(offset));
    }

    /** Whether {@link #add} may keep that record now. */
    boolean wants(int partition, long offset) {
        boolean wanted = largestFirst.size() < capacity
                || rank(partition, offset) <= largestFirst.peek().rank();
        full |= !wanted;
        return wanted;
    }

    void add(Row row) {
        largestFirst.add(new Ranked(rank(row.partition(), row.offset()), row));
        if (largestFirst.size() > capacity) {
            largestFirst.poll();
            full = true;
        }
    }

    /** The sample in the order of time. Where nothing had to be left out, a row's run is its entity's. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>(largestFirst.size());
        largestFirst.forEach(r -> rows.add(r.row()));
        if (full) {
            divide(rows);
        }
        rows.sort(Row.BY_TIME);
        return rows;
    }

    /** A run ends where the following block is not in the sample, and with the block that was cut. */
    private void divide(List<Row> rows) {
        rows.sort(Row.BY_OFFSET);
        long cut = largestFirst.peek().rank();
        Row last = null;
        long first = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (last == null || !follows(last, row, cut)) {
                first = block(row.offset());
            }
            rows.set(i, row.inRun(Keyed.hash(row.entity(), row.partition(), first)));
            last = row;
        }
    }

    private boolean follows(Row last, Row row, long cut) {
        long blocks = block(row.offset()) - block(last.offset());
        return last.partition() == row.partition()
                && (blocks == 0 || (blocks == 1 && rank(last.partition(), last.offset()) != cut));
    }
}
