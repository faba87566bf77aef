package dev.sluice.score;

/**
 * Squared Mahalanobis distance from the origin, {@code |W r|^2} with a lower triangular W for which {@code W S W'} is the
 * identity, S being the covariance of normal rows. Immutable.
 */
public final class Whitening {

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
        java.util.Arrays.fill(scratch, 0);
        int i = 0;
        for (int end = r.length - 3; i < end; i += 4) {
            add4(r, i, scratch);
        }
        for (; i < r.length; i++) {
            float a = r[i];
            float[] c = columns[i];
            for (int j = i; j < scratch.length; j++) {
                scratch[j] += a * c[j];
            }
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
        for (int i = 0; i < y.length; i++) {
            float[] c = columns[i];
            // Four sums at a time, in a fixed order: one after the other would wait for each addition.
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            int j = i;
            for (int end = y.length - 3; j < end; j += 4) {
                s0 += c[j] * y[j];
                s1 += c[j + 1] * y[j + 1];
                s2 += c[j + 2] * y[j + 2];
                s3 += c[j + 3] * y[j + 3];
            }
            for (; j < y.length; j++) {
                s0 += c[j] * y[j];
            }
            into[i] = (s0 + s1) + (s2 + s3);
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

    private void add4(float[] r, int i, float[] y) {
        float a0 = r[i];
        float a1 = r[i + 1];
        float a2 = r[i + 2];
        float a3 = r[i + 3];
        float[] c0 = columns[i];
        float[] c1 = columns[i + 1];
        float[] c2 = columns[i + 2];
        float[] c3 = columns[i + 3];
        for (int j = i; j < y.length; j++) {
            y[j] = (((y[j] + a0 * c0[j]) + a1 * c1[j]) + a2 * c2[j]) + a3 * c3[j];
        }
    }
}
