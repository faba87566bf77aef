package dev.sluice.trainer.detection;

import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a time series from a table: whether a row resembles the one before, and still the tenth before, of the same run.
 * Measured by the autocorrelation of ranks, mean over the columns that vary, so that neither outliers nor scales matter.
 */
public final class Series {
    private static final double CORRELATED = 0.15;
    /** In standard errors of an uncorrelated series. */
    private static final double CERTAIN = 4;

    private static final int FAR = 10;
    /** A table that was put together from a few stretches loses its correlation soon, a series does not. */
    private static final double STILL_CORRELATED = 0.07;

    private Series() {}

    /** @param runs {@code long[rows]}: rows of the same run follow each other */
    public static boolean isSeries(ScaledRows rows, long[] runs) {
        int columns = rows.values(0).length;
        if (!DetectorTrainer.takesSeries(columns)) {
            return false;
        }
        int[][] before = {earlier(runs, 1), earlier(runs, FAR)};
        double near = 0;
        double far = 0;
        int varying = 0;
        for (int j = 0; j < columns; j++) {
            double[] ranks = ranks(rows, j);
            double r = correlation(ranks, before[0]);
            if (!Double.isNaN(r)) {
                varying++;
                near += r;
                far += correlation(ranks, before[1]);
            }
        }
        double mean = near / varying;
        return varying > 0
                && mean >= CORRELATED
                && mean * Math.sqrt(rows.size()) >= CERTAIN
                && far / varying >= STILL_CORRELATED;
    }

    /** {@code int[rows]}: index of the row so many before of the same run, -1 where there is none. */
    private static int[] earlier(long[] runs, int lag) {
        Map<Long, int[]> recent = new HashMap<>(); // the run's last rows as a ring, after their count
        int[] earlier = new int[runs.length];
        for (int i = 0; i < runs.length; i++) {
            int[] ring = recent.computeIfAbsent(runs[i], run -> new int[lag + 1]);
            int slot = 1 + ring[0] % lag;
            earlier[i] = ring[0] >= lag ? ring[slot] : -1;
            ring[slot] = i;
            ring[0]++;
        }
        return earlier;
    }

    /** {@code double[rows]}: centered ranks, equal values sharing theirs; 0 where missing. */
    private static double[] ranks(ScaledRows rows, int column) {
        int n = rows.size();
        long[] order = new long[n];
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToIntBits(rows.values(i)[column] + 0f);
            long sortable = bits ^ ((bits >> 31) & 0x7fffffff);
            order[i] = sortable << 32 | i;
        }
        Arrays.sort(order);
        double[] ranks = new double[n];
        for (int from = 0; from < n; ) {
            int to = from + 1;
            while (to < n && order[to] >> 32 == order[from] >> 32) {
                to++;
            }
            double rank = (from + to - 1) / 2.0 - (n - 1) / 2.0;
            for (int k = from; k < to; k++) {
                int row = (int) order[k];
                ranks[row] = rows.present(row)[column] ? rank : 0;
            }
            from = to;
        }
        return ranks;
    }

    /** NaN where all ranks are equal, or there are no pairs. */
    private static double correlation(double[] ranks, int[] before) {
        double squares = 0;
        double products = 0;
        int pairs = 0;
        for (int i = 0; i < ranks.length; i++) {
            squares += ranks[i] * ranks[i];
            if (before[i] >= 0) {
                products += ranks[i] * ranks[before[i]];
                pairs++;
            }
        }
        return squares == 0 || pairs == 0 ? Double.NaN : products / pairs / (squares / ranks.length);
    }
}
