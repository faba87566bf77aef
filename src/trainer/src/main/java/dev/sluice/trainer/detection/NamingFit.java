package dev.sluice.trainer.detection;

import dev.sluice.score.Naming;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;

/** Fits {@link Naming} to normal rows. */
final class NamingFit {
    /** Variance that every column is credited with, in scaled units: exact copies of others must stay invertible. */
    private static final double RIDGE = 0.01;
    /** Multiplications that the covariance may cost, in products of two columns. */
    private static final long PRODUCTS = 4_000_000_000L;

    private NamingFit() {}

    /** @param kept indexes of the normal rows */
    static Naming fit(ScaledRows rows, int[] kept) {
        int columns = rows.values(0).length;
        long most = Math.max(1_000, PRODUCTS / ((long) columns * columns));
        int count = (int) Math.min(kept.length, most);
        double[] sums = new double[columns];
        long[] counts = new long[columns];
        for (int row : kept) {
            float[] x = rows.values(row);
            boolean[] present = rows.present(row);
            for (int j = 0; j < columns; j++) {
                if (present[j]) {
                    sums[j] += x[j];
                    counts[j]++;
                }
            }
        }
        float[] mean = new float[columns];
        for (int j = 0; j < columns; j++) {
            mean[j] = (float) (sums[j] / Math.max(1, counts[j]));
        }
        Covariance covariance = new Covariance(columns, rows.isComplete());
        float[] centered = new float[columns];
        for (int i = 0; i < count; i++) {
            int row = kept[(int) ((long) i * kept.length / count)];
            float[] x = rows.values(row);
            boolean[] present = rows.present(row);
            for (int j = 0; j < columns; j++) {
                centered[j] = present[j] ? x[j] - mean[j] : 0;
            }
            covariance.add(centered, present);
        }
        double[] ridge = new double[columns];
        Arrays.fill(ridge, RIDGE);
        return new Naming(mean, covariance.whitening(0, ridge));
    }
}
