package dev.sluice.inference;

/**
 * A fully connected layer: {@code y[j] = activation(bias[j] + sum over i of x[i] * weights[i][j])}, summed in the order
 * of {@code i}, so that the same weights and input give the same bits everywhere. Immutable.
 */
public final class Dense {

    private final float[][] weights; // [inputs][outputs]
    private final float[] bias; // [outputs]
    private final Activation activation;

    /**
     * @param weights {@code float[inputs][outputs]}, not copied
     * @param bias {@code float[outputs]}, not copied
     * @throws IllegalArgumentException where a dimension is 0 or does not match
     */
    public Dense(float[][] weights, float[] bias, Activation activation) {
        if (weights.length == 0 || bias.length == 0) {
            throw new IllegalArgumentException("empty layer: " + weights.length + " x " + bias.length);
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i].length != bias.length) {
                throw new IllegalArgumentException("weights[" + i + "] has " + weights[i].length
                        + " columns, but there are " + bias.length + " outputs");
            }
        }
        this.weights = weights;
        this.bias = bias;
        this.activation = activation;
    }

    public int inputs() {
        return weights.length;
    }

    public int outputs() {
        return bias.length;
    }

    public Activation activation() {
        return activation;
    }

    /** The weight from input {@code i} to output {@code j}. */
    public float weight(int i, int j) {
        return weights[i][j];
    }

    /** The bias of output {@code j}. */
    public float bias(int j) {
        return bias[j];
    }

    /**
     * @param x {@code float[inputs]}
     * @param y {@code float[outputs]}, overwritten
     */
    void forward(float[] x, float[] y) {
        assert x.length == inputs() && y.length == outputs();
        System.arraycopy(bias, 0, y, 0, y.length);
        int i = 0;
        for (int end = x.length - 3; i < end; i += 4) {
            axpy4(x[i], weights[i], x[i + 1], weights[i + 1], x[i + 2], weights[i + 2], x[i + 3], weights[i + 3], y);
        }
        for (; i < x.length; i++) {
            axpy(x[i], weights[i], y);
        }
        activation.apply(y);
    }

    /** {@code y += a * w}, a loop that the JIT compiler vectorizes. */
    private static void axpy(float a, float[] w, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += a * w[j];
        }
    }

    /** Four {@link #axpy} in one pass over {@code y}, with the additions in the same order. */
    private static void axpy4(
            float a0, float[] w0, float a1, float[] w1, float a2, float[] w2, float a3, float[] w3, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] = (((y[j] + a0 * w0[j]) + a1 * w1[j]) + a2 * w2[j]) + a3 * w3[j];
        }
    }
}
