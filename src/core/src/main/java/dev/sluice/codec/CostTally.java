package dev.sluice.codec;

import java.util.Arrays;

/** What each predictor would have cost on training rows: the entropy of its residuals, and its mean cost. */
final class CostTally {

    private static final int SIZES = 24;

    private final long[][][] counts; // [lanes][predictors][sizes]
    private final long[][] costs; // [lanes][predictors]
    private final long[] seen; // [lanes]
    private final byte[][] sizes = new byte[References.MOST_ROWS][]; // [rows][lanes], of the first rows
    private int rows;

    CostTally(int lanes) {
        counts = new long[lanes][Predictor.COUNT][SIZES];
        costs = new long[lanes][Predictor.COUNT];
        seen = new long[lanes];
    }

    void add(int lane, long[] predictions, double units, boolean first) {
        seen[lane]++;
        for (int p = 0; p < Predictor.COUNT; p++) {
            long residual = (long) Math.rint(units - predictions[p]);
            long steps = (Math.abs(residual) + (1 << (FieldGrid.SHIFT - 1))) >> FieldGrid.SHIFT;
            int size = steps < 8 ? (int) steps : Math.min(SIZES - 1, 5 + 63 - Long.numberOfLeadingZeros(steps));
            counts[lane][p][size]++;
            costs[lane][p] += Predictor.cost(residual);
        }
    }

    /** A record's residuals, by their sizes. */
    void add(int[] record) {
        if (rows < sizes.length) {
            sizes[rows] = new byte[record.length];
            for (int lane = 0; lane < record.length; lane++) {
                sizes[rows][lane] = (byte) record[lane];
            }
            rows++;
        }
    }

    /** See {@link References}. */
    int[] references() {
        return References.of(Arrays.copyOf(sizes, rows), seen.length);
    }

    /** Bits a residual. */
    double entropy(int lane, int predictor) {
        double bits = 0;
        for (int size = 0; size < SIZES; size++) {
            long count = counts[lane][predictor][size];
            if (count > 0) {
                double apart = size == 0 ? 0 : size < 8 ? 1 : size - 4;
                bits += count * (apart - StrictMath.log((double) count / seen[lane]) / StrictMath.log(2));
            }
        }
        return seen[lane] == 0 ? 0 : bits / seen[lane];
    }

    int cost(int lane, int predictor) {
        return seen[lane] == 0 ? 0 : (int) (costs[lane][predictor] / seen[lane]);
    }
}
