package dev.sluice.trainer.judge;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation: whether two orders agree. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** From -1 to 1; ties are taken in the order they come in. */
    static double of(double[] one, double[] other) {
        int n = one.length;
        int[] ranks = ranks(one);
        int[] otherRanks = ranks(other);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = ranks[i] - otherRanks[i];
            squares += d * d;
        }
        return n < 2 ? 0 : 1 - 6 * squares / ((double) n * ((double) n * n - 1));
    }

    private static int[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[order.length];
        for (int r = 0; r < order.length; r++) {
            ranks[order[r]] = r;
        }
        return ranks;
    }
}
