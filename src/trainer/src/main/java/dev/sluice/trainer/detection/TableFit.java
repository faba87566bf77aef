package dev.sluice.trainer.detection;

import dev.sluice.feature.Quantile;
import dev.sluice.score.Ensemble;
import dev.sluice.score.TableStatistic;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;

/** Fits a {@link TableStatistic} to what members make of rows that they were not fitted on. */
final class TableFit {
    static final double REFERENCE = 0.99;

    private TableFit() {}

    /** @param kept indexes of the rows that are normal */
    static TableStatistic fit(Ensemble ensemble, ScaledRows rows, int[] kept, OutOfFold seen) {
        float[][] expected =
                Arrays.stream(kept).mapToObj(i -> seen.reconstruction()[i]).toArray(float[][]::new);
        float[] variance = variance(rows.select(kept), expected);
        double[] residuals = Arrays.stream(kept)
                .mapToDouble(i -> residual(rows, i, seen.reconstruction()[i], variance))
                .toArray();
        double[] distances =
                Arrays.stream(kept).mapToDouble(i -> seen.distance()[i]).toArray();
        return new TableStatistic(
                ensemble, NamingFit.fit(rows, kept), variance, reference(residuals), reference(distances));
    }

    static double statistic(TableStatistic fitted, ScaledRows rows, OutOfFold seen, int row) {
        double residual = residual(rows, row, seen.reconstruction()[row], fitted.variance());
        return Math.sqrt(
                (residual / fitted.residualReference() + seen.distance()[row] / fitted.distanceReference()) / 2);
    }

    static double residual(ScaledRows rows, int row, float[] expected, float[] variance) {
        float[] x = rows.values(row);
        boolean[] present = rows.present(row);
        double sum = 0;
        int count = 0;
        for (int j = 0; j < x.length; j++) {
            if (present[j]) {
                float r = x[j] - expected[j];
                sum += (double) r * r / variance[j];
                count++;
            }
        }
        return count == 0 ? 0 : sum * x.length / count;
    }

    /** Mean squared residual of each column, plus a thousandth of the mean over the columns. */
    static float[] variance(ScaledRows rows, float[][] expected) {
        int columns = expected[0].length;
        double[] sums = new double[columns];
        long[] counts = new long[columns];
        for (int i = 0; i < rows.size(); i++) {
            float[] x = rows.values(i);
            boolean[] present = rows.present(i);
            for (int j = 0; j < columns; j++) {
                if (present[j]) {
                    double r = (double) x[j] - expected[i][j];
                    sums[j] += r * r;
                    counts[j]++;
                }
            }
        }
        for (int j = 0; j < columns; j++) {
            sums[j] /= Math.max(1, counts[j]);
        }
        double floor = 1e-3 * Arrays.stream(sums).average().orElse(0) + 1e-6;
        float[] variance = new float[columns];
        for (int j = 0; j < columns; j++) {
            variance[j] = (float) (sums[j] + floor);
        }
        return variance;
    }

    static double reference(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Quantile.ofSorted(sorted, REFERENCE) + 1e-12;
    }
}
