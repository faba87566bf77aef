package dev.sluice.inference;

import java.util.List;

/**
 * Networks that are all given the same input. Where their first layers allow it, these run as one: the plain loops are
 * several times faster over rows of some length. The same bits as one network after the other. Immutable; each thread
 * brings its own {@link Buffers}.
 */
public final class Networks {

    private final Network[] networks;
    private final Dense first; // the first layers of all, side by side; null where they do not go together

    /** @throws IllegalArgumentException where they differ in their inputs, or there is none */
    public Networks(List<Network> networks) {
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one network");
        }
        for (Network network : networks) {
            if (network.inputs() != networks.get(0).inputs()) {
                throw new IllegalArgumentException("networks of "
                        + networks.get(0).inputs() + " and " + network.inputs() + " inputs do not go side by side");
            }
        }
        this.networks = networks.toArray(Network[]::new);
        this.first =
                joined(networks.stream().map(network -> network.layers().get(0)).toList());
    }

    private static Dense joined(List<Layer> layers) {
        if (layers.size() < 2 || !layers.stream().allMatch(layer -> isLike(layer, layers.get(0)))) {
            return null;
        }
        int outputs = layers.stream().mapToInt(Layer::outputs).sum();
        float[][] weights = new float[layers.get(0).inputs()][outputs];
        float[] bias = new float[outputs];
        int at = 0;
        for (Layer layer : layers) {
            Dense dense = (Dense) layer;
            for (int j = 0; j < dense.outputs(); j++, at++) {
                bias[at] = dense.bias(j);
                for (int i = 0; i < weights.length; i++) {
                    weights[i][at] = dense.weight(i, j);
                }
            }
        }
        return new Dense(weights, bias, ((Dense) layers.get(0)).activation());
    }

    private static boolean isLike(Layer layer, Layer other) {
        return layer instanceof Dense l && other instanceof Dense o && l.activation() == o.activation();
    }

    public Buffers newBuffers() {
        return new Buffers(this);
    }

    /**
     * Runs all of them.
     *
     * @param x {@code float[inputs]}, left as it is
     * @param buffers made by {@link #newBuffers()} of this object
     */
    public void forward(float[] x, Buffers buffers) {
        if (first == null) {
            for (int n = 0; n < networks.length; n++) {
                buffers.outputs[n] = networks[n].forward(x, buffers.own[n]);
            }
            return;
        }
        first.forward(x, buffers.first);
        int at = 0;
        for (int n = 0; n < networks.length; n++) {
            at += networks[n].takeFirst(buffers.first, at, buffers.own[n]);
            buffers.outputs[n] = networks[n].afterFirst(buffers.own[n]);
        }
    }

    /** Mutable scratch of one thread. */
    public static final class Buffers {
        private final float[] first; // [outputs of all first layers]
        private final Network.Buffers[] own;
        private final float[][] outputs; // [network][its outputs]

        private Buffers(Networks of) {
            first = new float[of.first == null ? 0 : of.first.outputs()];
            own = new Network.Buffers[of.networks.length];
            for (int n = 0; n < own.length; n++) {
                own[n] = of.networks[n].newBuffers();
            }
            outputs = new float[own.length][];
        }

        /** {@code float[outputs]} of the n-th network, valid until the next call with these buffers. */
        public float[] output(int n) {
            return outputs[n];
        }
    }
}
