package dev.sluice.trainer.history;

import java.util.TreeSet;

/**
 * Counts distinct hashes in bounded memory: exactly up to {@value #KEPT}, beyond that from how densely the smallest
 * ones lie (the k minimum values estimator, Bar-Yossef et al. 2002), within 2 % or so.
 */
final class DistinctCount {
    static final int KEPT = 8_192;

    private final TreeSet<Long> smallest = new TreeSet<>(Long::compareUnsigned);
    private boolean full;

    void add(long hash) {
        if (smallest.size() == KEPT && Long.compareUnsigned(hash, smallest.last()) > 0) {
            full = true;
            return;
        }
        if (smallest.add(hash) && smallest.size() > KEPT) {
            smallest.pollLast();
            full = true;
        }
    }

    long count() {
        if (!full) {
            return smallest.size();
        }
        double share = (smallest.last() >>> 11) * 0x1p-53;
        return Math.round((KEPT - 1) / share);
    }
}
