package dev.sluice.inference;

/**
 * A fully connected layer: {@code y[j] = activation(bias[j] + sum over i of x[i] * weights[i][j])}, summed in the order
 * of {@code i}, so that the same weights and input give the same bits everywhere. Immutable.
 */
public final class Dense implements Layer {

    private final float[][] weights; // [inputs][outputs]
    private final float[] bias; // [outputs]
    private final Matrix matrix; // of the weights
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
        this.matrix = RowKernel.fastest().matrix(weights);
        this.activation = activation;
    }

    @Override
    public int inputs() {
        return weights.length;
    }

    @Override
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

    @Override
    public void forward(float[] x, float[] y) {
        assert x.length == inputs() && y.length == outputs();
        matrix.multiply(x, bias, y);
        activation.apply(y);
    }
}
