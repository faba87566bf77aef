package dev.sluice.inference;

import java.util.List;

/**
 * A stack of layers, run one record at a time without allocation. Immutable; each thread brings its own
 * {@link Buffers}.
 */
public final class Network {

    /** What the buffers of a thread may hold: far above any use. */
    private static final int MOST_VALUES = 1 << 24;

    private final Layer[] layers;

    /** @throws IllegalArgumentException where there is no layer, or one does not take what the one before gives */
    public Network(List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one layer");
        }
        long values = 0;
        for (Layer layer : layers) {
            values += layer.outputs();
        }
        if (values > MOST_VALUES) {
            throw new IllegalArgumentException("the layers of a network give at most " + MOST_VALUES
                    + " values together, but these give " + values);
        }
        for (int l = 1; l < layers.size(); l++) {
            if (layers.get(l).inputs() != layers.get(l - 1).outputs()) {
                throw new IllegalArgumentException(
                        "layer " + l + " takes " + layers.get(l).inputs() + " values, but layer " + (l - 1) + " gives "
                                + layers.get(l - 1).outputs());
            }
        }
        this.layers = layers.toArray(Layer[]::new);
    }

    public int inputs() {
        return layers[0].inputs();
    }

    public int outputs() {
        return layers[layers.length - 1].outputs();
    }

    public List<Layer> layers() {
        return List.of(layers);
    }

    public Buffers newBuffers() {
        float[][] values = new float[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            values[l] = new float[layers[l].outputs()];
        }
        return new Buffers(values);
    }

    /**
     * @param x {@code float[inputs]}, left as it is
     * @param buffers made by {@link #newBuffers()} of this network
     * @return {@code float[outputs]}, owned by {@code buffers} and valid until the next call with them
     * @throws IllegalArgumentException where {@code x} is not of this network's width
     */
    public float[] forward(float[] x, Buffers buffers) {
        if (x.length != inputs()) {
            throw new IllegalArgumentException("expected " + inputs() + " inputs, got " + x.length);
        }
        buffers.input = x;
        float[] in = x;
        for (int l = 0; l < layers.length; l++) {
            layers[l].forward(in, buffers.values[l]);
            in = buffers.values[l];
        }
        return in;
    }

    /**
     * What the last layer took in the last {@link #forward} with these buffers.
     *
     * @return {@code float[inputs of the last layer]}, owned by {@code buffers}, or the input where there is one layer
     */
    public float[] beforeLast(Buffers buffers) {
        return layers.length > 1 ? buffers.values[layers.length - 2] : buffers.input;
    }

    /** Mutable scratch of one thread: the output of every layer. */
    public static final class Buffers {
        private final float[][] values; // [layer][outputs of that layer]
        private float[] input;

        private Buffers(float[][] values) {
            this.values = values;
        }
    }
}
