package dev.sluice.inference;

/** Fully connected layers of one shape side by side, each with inputs and outputs of its own. Immutable. */
final class DenseBlocks implements Layer {

    private final int inputs;
    private final float[] bias; // [outputs of all]
    private final Matrix matrix;
    private final Activation activation;

    /**
     * @param weights {@code float[inputs of one][outputs of all]}, not copied
     * @param bias {@code float[outputs of all]}, not copied
     */
    DenseBlocks(float[][] weights, float[] bias, Activation activation, int blocks) {
        this.inputs = Math.multiplyExact(blocks, weights.length);
        this.bias = bias;
        this.matrix = RowKernel.fastest().blocks(weights, blocks);
        this.activation = activation;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return bias.length;
    }

    @Override
    public void forward(float[] x, float[] y) {
        assert x.length == inputs() && y.length == outputs();
        matrix.multiply(x, bias, y);
        activation.apply(y);
    }
}
