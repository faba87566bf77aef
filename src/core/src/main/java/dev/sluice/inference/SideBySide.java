package dev.sluice.inference;

import java.util.List;
import java.util.Optional;

/**
 * Networks of the same shape that see the same row, run layer by layer side by side: what would be a short loop in each of
 * them is a long one over all, which costs less. Gives the bits of {@link Network#forward}. Immutable; each thread brings
 * its own {@link Buffers}.
 */
public final class SideBySide {

    private final int networks;
    private final Dense[] shapes; // [layers], the first network's
    private final float[][][][] weights; // [layers][networks, or 1 in the first layer][inputs][outputs, or all of them]
    private final float[][] bias; // [layers][networks * outputs]

    private SideBySide(List<Network> networks) {
        this.networks = networks.size();
        this.shapes = networks.get(0).layers().stream().map(Dense.class::cast).toArray(Dense[]::new);
        this.weights = new float[shapes.length][][][];
        this.bias = new float[shapes.length][];
        for (int l = 0; l < shapes.length; l++) {
            int layer = l;
            Dense[] own =
                    networks.stream().map(n -> (Dense) n.layers().get(layer)).toArray(Dense[]::new);
            bias[l] = new float[0];
            for (Dense dense : own) {
                bias[l] = joined(bias[l], dense.bias());
            }
            weights[l] = l == 0 ? new float[][][] {joinedRows(own)} : rows(own);
        }
    }

    private static float[][][] rows(Dense[] layers) {
        float[][][] rows = new float[layers.length][][];
        for (int n = 0; n < layers.length; n++) {
            rows[n] = layers[n].weights();
        }
        return rows;
    }

    private static float[][] joinedRows(Dense[] layers) {
        float[][] rows = new float[layers[0].inputs()][0];
        for (Dense layer : layers) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = joined(rows[i], layer.weights()[i]);
            }
        }
        return rows;
    }

    private static float[] joined(float[] left, float[] right) {
        float[] all = new float[left.length + right.length];
        System.arraycopy(left, 0, all, 0, left.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }

    /** Empty where there are fewer than two networks, or they are not dense layers of the same shapes and activations. */
    public static Optional<SideBySide> of(List<Network> networks) {
        return networks.size() > 1 && networks.stream().allMatch(n -> isLike(n, networks.get(0)))
                ? Optional.of(new SideBySide(networks))
                : Optional.empty();
    }

    private static boolean isLike(Network network, Network first) {
        List<Layer> layers = network.layers();
        if (layers.size() != first.layers().size()) {
            return false;
        }
        for (int l = 0; l < layers.size(); l++) {
            if (!(layers.get(l) instanceof Dense one
                    && first.layers().get(l) instanceof Dense other
                    && one.inputs() == other.inputs()
                    && one.outputs() == other.outputs()
                    && one.activation() == other.activation())) {
                return false;
            }
        }
        return true;
    }

    public Buffers newBuffers() {
        return new Buffers(this);
    }

    /**
     * @param x {@code float[inputs]}, left as it is
     * @param buffers made by {@link #newBuffers()} of these networks
     * @return {@code float[networks * outputs]}, owned by {@code buffers} and valid until the next call with them
     */
    public float[] forward(float[] x, Buffers buffers) {
        RowKernel kernel = RowKernel.fastest();
        float[] in = x;
        for (int l = 0; l < shapes.length; l++) {
            float[] out = buffers.values[l];
            System.arraycopy(bias[l], 0, out, 0, out.length);
            if (l == 0) {
                kernel.add(x, 0, x.length, weights[0][0], 0, 0, out, 0);
            } else {
                apart(kernel, in, l, buffers.own[l], out);
            }
            shapes[l].activation().apply(out);
            in = out;
        }
        return in;
    }

    /** Each network's own outputs in an array of their own: the plain kernel is at its fastest on a whole one. */
    private void apart(RowKernel kernel, float[] in, int l, float[] own, float[] out) {
        int inputs = shapes[l].inputs();
        for (int n = 0; n < networks; n++) {
            System.arraycopy(out, n * own.length, own, 0, own.length);
            kernel.add(in, n * inputs, inputs, weights[l][n], 0, 0, own, 0);
            System.arraycopy(own, 0, out, n * own.length, own.length);
        }
    }

    /** Mutable scratch of one thread. */
    public static final class Buffers {
        private final float[][] values; // [layers][networks * outputs]
        private final float[][] own; // [layers][outputs]

        private Buffers(SideBySide networks) {
            values = new float[networks.shapes.length][];
            own = new float[networks.shapes.length][];
            for (int l = 0; l < values.length; l++) {
                values[l] = new float[networks.bias[l].length];
                own[l] = new float[networks.shapes[l].outputs()];
            }
        }
    }
}
