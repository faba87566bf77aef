package dev.sluice.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Networks of one shape over the same input as one network, whose output is theirs one after the other, each to the bits it
 * has alone. Layers of many outputs keep the processor busy where those of few wait for their own sums.
 */
public final class SideBySide {

    private SideBySide() {}

    /**
     * @param networks at least one
     * @return empty where they are not of dense layers only, or not of the same widths and activations
     */
    public static Optional<Network> of(List<Network> networks) {
        int depth = networks.get(0).layers().size();
        List<Layer> joined = new ArrayList<>();
        for (int l = 0; l < depth; l++) {
            List<Dense> layers = new ArrayList<>();
            for (Network network : networks) {
                if (network.layers().size() != depth
                        || !(network.layers().get(l) instanceof Dense dense)
                        || !(layers.isEmpty() || isOfOneShape(layers.get(0), dense))) {
                    return Optional.empty();
                }
                layers.add(dense);
            }
            joined.add(joined(layers, l == 0));
        }
        return Optional.of(new Network(joined));
    }

    private static boolean isOfOneShape(Dense a, Dense b) {
        return a.inputs() == b.inputs() && a.outputs() == b.outputs() && a.activation() == b.activation();
    }

    private static Layer joined(List<Dense> layers, boolean sameInput) {
        Dense first = layers.get(0);
        int width = first.outputs();
        float[][] weights = new float[first.inputs()][layers.size() * width];
        float[] bias = new float[layers.size() * width];
        for (int b = 0; b < layers.size(); b++) {
            for (int j = 0; j < width; j++) {
                bias[b * width + j] = layers.get(b).bias(j);
                for (int i = 0; i < weights.length; i++) {
                    weights[i][b * width + j] = layers.get(b).weight(i, j);
                }
            }
        }
        return sameInput
                ? new Dense(weights, bias, first.activation())
                : new DenseBlocks(weights, bias, first.activation(), layers.size());
    }
}
