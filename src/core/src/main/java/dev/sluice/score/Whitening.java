package dev.sluice.score;

import dev.sluice.inference.RowKernel;
import java.util.Arrays;

/**
 * Squared Mahalanobis distance from the origin, {@code |W r|^2} with a lower triangular W for which {@code W S W'} is the
 * identity, S being the covariance of normal rows. Immutable.
 */
public final class Whitening {

    /** Inputs that are added in one pass, all of them from the first one's diagonal on. */
    private static final int PASS = 4;

    private final float[][] columns; // [columns][columns], columns[i][j] = W[j][i], 0 for j < i

    /**
     * @param w {@code float[columns][columns]}: {@code w[i][j]} is what input i adds to output j, 0 for j below i; not
     *     copied
     * @throws IllegalArgumentException where it is not square
     */
    public Whitening(float[][] w) {
        if (w.length == 0) {
            throw new IllegalArgumentException("a whitening needs at least one column");
        }
        for (int i = 0; i < w.length; i++) {
            if (w[i].length != w.length) {
                throw new IllegalArgumentException("whitening of " + w.length + " x " + w[i].length + " is not square");
            }
            if (!(w[i][i] > 0)) {
                throw new IllegalArgumentException("whitening must be above 0 on its diagonal: " + w[i][i]);
            }
        }
        this.columns = w;
    }

    public int size() {
        return columns.length;
    }

    /** {@code float[columns]}: what input {@code i} adds to each output. Not copied. */
    public float[] column(int i) {
        return columns[i];
    }

    /**
     * @param r {@code float[columns]}; 0 where missing
     * @param scratch {@code float[columns]}, overwritten with W r
     */
    public double distance(float[] r, float[] scratch) {
        Arrays.fill(scratch, 0);
        RowKernel kernel = RowKernel.fastest();
        int passes = r.length - r.length % PASS;
        for (int i = 0; i < passes; i += PASS) {
            kernel.add(r, i, PASS, columns, i, i, scratch, i);
        }
        for (int i = passes; i < r.length; i++) {
            kernel.add(r, i, 1, columns, i, i, scratch, i);
        }
        double sum = 0;
        for (float y : scratch) {
            sum += (double) y * y;
        }
        return sum;
    }

    /**
     * {@code W' y}: with {@code y = W r} from {@link #distance}, the inverse covariance times r.
     *
     * @param y {@code float[columns]}
     * @param into {@code float[columns]}, overwritten
     */
    public void transposed(float[] y, float[] into) {
        RowKernel kernel = RowKernel.fastest();
        for (int i = 0; i < y.length; i++) {
            into[i] = kernel.dot(columns[i], y, i);
        }
    }

    /** {@code float[columns]}: the diagonal of the inverse covariance. */
    float[] precision() {
        float[] diagonal = new float[columns.length];
        for (int i = 0; i < diagonal.length; i++) {
            double sum = 0;
            for (int j = i; j < columns.length; j++) {
                sum += (double) columns[i][j] * columns[i][j];
            }
            diagonal[i] = (float) sum;
        }
        return diagonal;
    }
}
