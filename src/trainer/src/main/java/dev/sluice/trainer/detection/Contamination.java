package dev.sluice.trainer.detection;

import dev.sluice.feature.Quantile;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Decides from the data whether a table's history holds foreign rows, and which to leave out. Everything is kept unless
 * there is evidence: leaving out the outermost rows of a clean history would cost detection.
 *
 * <p>Rows are screened twice, the second time without the tenth that looked worst the first time. There is evidence where
 * that tenth then stands far off from the rest, or where the worst rows are repeated more often than others: in a normal
 * table rare rows repeat less, not more.
 */
public final class Contamination {
    private static final int FEWEST_ROWS = 200;
    private static final double TRIM = 0.1;
    private static final double FAR = 2.0;

    private Contamination() {}

    /**
     * @param rows of a table, distinct
     * @param counts {@code int[rows]}: how often each occurs
     * @return {@code boolean[rows]}: whether to keep each
     */
    public static boolean[] kept(ScaledRows rows, int[] counts, Effort effort, long seed) {
        boolean[] all = new boolean[rows.size()];
        Arrays.fill(all, true);
        if (rows.size() < FEWEST_ROWS) {
            return all;
        }
        boolean[] first = inner(Screen.statistics(rows, all, effort, seed));
        double[] statistics = Screen.statistics(rows, first, effort, seed + 10);
        boolean[] second = inner(statistics);
        return standsFarOff(statistics, first) || repeatsMore(counts, second) ? second : all;
    }

    private static boolean[] inner(double[] statistics) {
        double limit = quantile(statistics, i -> true, 1 - TRIM);
        boolean[] inner = new boolean[statistics.length];
        for (int i = 0; i < inner.length; i++) {
            inner[i] = statistics[i] <= limit;
        }
        return inner;
    }

    private static double quantile(double[] values, java.util.function.IntPredicate which, double probability) {
        double[] sorted = IntStream.range(0, values.length)
                .filter(which)
                .mapToDouble(i -> values[i])
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : Quantile.ofSorted(sorted, probability);
    }

    private static boolean standsFarOff(double[] statistics, boolean[] inner) {
        return quantile(statistics, i -> !inner[i], 0.5) > FAR * quantile(statistics, i -> inner[i], 0.99);
    }

    /** A test of two shares: of repeated rows among the worst and among the rest. */
    private static boolean repeatsMore(int[] counts, boolean[] inner) {
        int worst = 0;
        int worstRepeated = 0;
        int repeated = 0;
        for (int i = 0; i < counts.length; i++) {
            worst += inner[i] ? 0 : 1;
            worstRepeated += !inner[i] && counts[i] > 1 ? 1 : 0;
            repeated += counts[i] > 1 ? 1 : 0;
        }
        int rest = counts.length - worst;
        if (worstRepeated < 5 || rest == 0) {
            return false;
        }
        double share = (double) repeated / counts.length;
        double worstShare = (double) worstRepeated / worst;
        double restShare = (double) (repeated - worstRepeated) / rest;
        double deviation = Math.sqrt(share * (1 - share) * (1.0 / worst + 1.0 / rest)) + 1e-12;
        return (worstShare - restShare) / deviation > 3 && worstShare > 1.5 * restShare;
    }
}
