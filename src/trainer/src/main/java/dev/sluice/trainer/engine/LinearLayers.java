package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of a network what only training needs: a layer without an activation function and the layer after it are one
 * matrix, {@code (x V + a) W + b = x (V W) + (a W + b)}. Such a layer shapes what is learned, but not what can be said.
 */
final class LinearLayers {

    private LinearLayers() {}

    /** The same function with as few weights: two layers become one where that has fewer of them. */
    static Network folded(Network network) {
        List<Layer> folded = new ArrayList<>();
        for (Layer layer : network.layers()) {
            int last = folded.size() - 1;
            if (last >= 0
                    && folded.get(last) instanceof Dense linear
                    && layer instanceof Dense next
                    && linear.activation() == Activation.IDENTITY
                    && pays(linear, next)) {
                folded.set(last, product(linear, next));
            } else {
                folded.add(layer);
            }
        }
        return new Network(folded);
    }

    private static boolean pays(Dense linear, Dense next) {
        long apart = (long) linear.outputs() * (linear.inputs() + next.outputs());
        return (long) linear.inputs() * next.outputs() < apart;
    }

    private static Dense product(Dense linear, Dense next) {
        float[][] weights = new float[linear.inputs()][next.outputs()];
        float[] bias = new float[next.outputs()];
        for (int j = 0; j < next.outputs(); j++) {
            for (int i = 0; i < linear.inputs(); i++) {
                double sum = 0;
                for (int k = 0; k < linear.outputs(); k++) {
                    sum += (double) linear.weight(i, k) * next.weight(k, j);
                }
                weights[i][j] = (float) sum;
            }
            double sum = next.bias(j);
            for (int k = 0; k < linear.outputs(); k++) {
                sum += (double) linear.bias(k) * next.weight(k, j);
            }
            bias[j] = (float) sum;
        }
        return new Dense(weights, bias, next.activation());
    }
}
