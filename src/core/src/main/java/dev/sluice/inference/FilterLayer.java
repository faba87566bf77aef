package dev.sluice.inference;

/** Filters that move over an image: what a convolution and a transposed one have in common. Immutable. */
public abstract sealed class FilterLayer implements Layer permits Convolution, TransposedConvolution {

    final Grid in;
    final Grid out;
    final Kernel kernel;
    final float[][] weights; // [kernel height * kernel width * channels][filters]
    final float[] bias; // [filters]
    final Activation activation;

    FilterLayer(Grid in, Grid out, Kernel kernel, float[][] weights, float[] bias, Activation activation) {
        Kernel.requireWeights(weights, (long) kernel.height() * kernel.width() * in.channels(), bias.length);
        this.in = in;
        this.out = out;
        this.kernel = kernel;
        this.weights = weights;
        this.bias = bias;
        this.activation = activation;
    }

    @Override
    public final int inputs() {
        return in.size();
    }

    @Override
    public final int outputs() {
        return out.size();
    }

    public final Grid in() {
        return in;
    }

    public final Grid out() {
        return out;
    }

    public final Kernel kernel() {
        return kernel;
    }

    public final Activation activation() {
        return activation;
    }

    /** {@code float[kernel height * kernel width * channels][filters]}, not copied. */
    public final float[][] weights() {
        return weights;
    }

    /** {@code float[filters]}, not copied. */
    public final float[] bias() {
        return bias;
    }
}
