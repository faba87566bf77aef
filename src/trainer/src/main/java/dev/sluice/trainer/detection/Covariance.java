package dev.sluice.trainer.detection;

import dev.sluice.score.Whitening;

/**
 * Collects residual vectors and turns their second moments about the origin into a {@link Whitening}. A vector's missing
 * values are 0 and leave its pairs out of the moments.
 *
 * <p>The moments are shrunk towards their diagonal (Ledoit and Wolf 2004, with a fixed intensity), and a floor is added to
 * it, so that the inverse neither explodes along directions that the rows never took, nor lets a constant column drown
 * all others at its first stir.
 */
final class Covariance {
    private final double[][] sums; // [columns][columns], lower triangle
    private final double[][] counts; // [columns][columns], lower triangle; null while every row was complete
    private long rows;

    Covariance(int columns, boolean complete) {
        sums = new double[columns][];
        counts = complete ? null : new double[columns][];
        for (int j = 0; j < columns; j++) {
            sums[j] = new double[j + 1];
            if (counts != null) {
                counts[j] = new double[j + 1];
            }
        }
    }

    /**
     * @param r {@code float[columns]}; 0 where missing
     * @param present {@code boolean[columns]}
     */
    void add(float[] r, boolean[] present) {
        rows++;
        for (int j = 0; j < r.length; j++) {
            double a = r[j];
            double[] row = sums[j];
            for (int i = 0; i <= j; i++) {
                row[i] += a * r[i];
            }
            if (counts != null && present[j]) {
                for (int i = 0; i <= j; i++) {
                    counts[j][i] += present[i] ? 1 : 0;
                }
            }
        }
    }

    /** Mean square of each column, 0 where it was never present. */
    double[] variances() {
        double[] variances = new double[sums.length];
        for (int j = 0; j < variances.length; j++) {
            variances[j] = moment(j, j);
        }
        return variances;
    }

    private double moment(int j, int i) {
        double n = counts == null ? rows : counts[j][i];
        return n == 0 ? 0 : sums[j][i] / n;
    }

    /**
     * @param shrinkage weight of the diagonal against the moments, 0 to 1
     * @param ridge {@code double[columns]}, above 0, added to the diagonal
     */
    Whitening whitening(double shrinkage, double[] ridge) {
        int n = sums.length;
        double[][] l = new double[n][]; // lower triangle of the Cholesky factor
        for (int j = 0; j < n; j++) {
            l[j] = new double[j + 1];
            for (int i = 0; i <= j; i++) {
                double s = i == j ? moment(j, j) + ridge[j] : (1 - shrinkage) * moment(j, i);
                for (int k = 0; k < i; k++) {
                    s -= l[j][k] * l[i][k];
                }
                // With missing values the moments need not be positive definite: the pivot then falls back to the
                // floor.
                l[j][i] = i == j ? StrictMath.sqrt(Math.max(s, ridge[j])) : s / l[i][i];
            }
        }
        return new Whitening(inverse(l));
    }

    /** The inverse of a lower triangular matrix, by columns: {@code [i][j]} is what input i adds to output j. */
    private static float[][] inverse(double[][] l) {
        int n = l.length;
        float[][] w = new float[n][n];
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
            column[i] = 1 / l[i][i];
            w[i][i] = (float) column[i];
            for (int j = i + 1; j < n; j++) {
                double s = 0;
                for (int k = i; k < j; k++) {
                    s -= l[j][k] * column[k];
                }
                column[j] = s / l[j][j];
                w[i][j] = (float) column[j];
            }
        }
        return w;
    }
}
