package dev.sluice.score;

import dev.sluice.inference.Matrix;
import dev.sluice.inference.RowKernel;

/**
 * Squared Mahalanobis distance from the origin, {@code |W r|^2} with a lower triangular W for which {@code W S W'} is the
 * identity, S being the covariance of normal rows. Immutable.
 */
public final class Whitening {

    private final float[][] columns; // [columns][columns], columns[i][j] = W[j][i], 0 for j < i
    private final Matrix triangle; // of the columns
    private final Matrix transposed; // of the triangle
    private final float[] zeros; // [columns]

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
        this.triangle = RowKernel.fastest().triangle(w);
        this.transposed = RowKernel.fastest().transposedTriangle(w);
        this.zeros = new float[w.length];
    }

    public int size() {
        return columns.length;
    }

    /** {@code float[columns]}: what input {@code i} adds to each output. Not copied. */
    public float[] column(int i) {
        return columns[i];
    }

    /**
     * {@code W r}.
     *
     * @param r {@code float[columns]}; 0 where missing
     * @param into {@code float[columns]}, overwritten
     */
    void apply(float[] r, float[] into) {
        triangle.multiply(r, zeros, into);
    }

    /**
     * @param r {@code float[columns]}; 0 where missing
     * @param scratch {@code float[columns]}, overwritten with W r
     */
    public double distance(float[] r, float[] scratch) {
        apply(r, scratch);
        double sum = 0;
        for (float y : scratch) {
            sum += (double) y * y;
        }
        return sum;
    }

    /**
     * {@code W' y}: with {@code y = W r} from {@link #apply}, the inverse covariance times r.
     *
     * @param y {@code float[columns]}
     * @param scratch {@code float[columns + RowKernel.PADDING]}, of zeros from {@code columns} on
     * @param into {@code float[columns]}, overwritten
     */
    void transposed(float[] y, float[] scratch, float[] into) {
        System.arraycopy(y, 0, scratch, 0, y.length);
        transposed.multiply(scratch, zeros, into);
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
