package dev.sluice.inference;

/**
 * Weights in the layout that a {@link RowKernel} reads fastest. Immutable.
 */
@FunctionalInterface
public interface Matrix {

    /**
     * {@code y[j] = start[j] + sum over i of x[i] * w[i][j]}, added in the order of {@code i}, each product rounded before it
     * is added.
     *
     * @param x {@code float[rows]}
     * @param start {@code float[columns]}
     * @param y {@code float[columns]}, overwritten; another array than {@code x}
     */
    void multiply(float[] x, float[] start, float[] y);
}
