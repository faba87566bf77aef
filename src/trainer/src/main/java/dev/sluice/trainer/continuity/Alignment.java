package dev.sluice.trainer.continuity;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.trainer.engine.Exported;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns and shifts the latents of a network without a change to what it reconstructs: the encoder's last layer takes the
 * rotation up, the decoder's first undoes it.
 */
final class Alignment {
    private Alignment() {}

    /**
     * Whether the layers on both sides of the code take up a rotation: dense ones, the encoder's without an activation. A
     * distribution's do not: the variances of its latents are those of the axes.
     */
    static boolean isPossible(Exported network) {
        List<Layer> encoder = network.encoder().layers();
        return network.uncertainty().isEmpty()
                && encoder.get(encoder.size() - 1) instanceof Dense last
                && last.activation() == Activation.IDENTITY
                && network.decoder().layers().get(0) instanceof Dense;
    }

    /**
     * The same network with its latents mapped.
     *
     * @param network one of which it {@link #isPossible}
     * @param map whose matrix is orthogonal
     */
    static Exported aligned(Exported network, LatentPairs.Affine map) {
        List<Layer> encoder = new ArrayList<>(network.encoder().layers());
        List<Layer> decoder = new ArrayList<>(network.decoder().layers());
        int last = encoder.size() - 1;
        encoder.set(last, mapped((Dense) encoder.get(last), map));
        decoder.set(0, unmapped((Dense) decoder.get(0), map));
        return new Exported(new Network(encoder), new Network(decoder));
    }

    private static Dense mapped(Dense layer, LatentPairs.Affine map) {
        double[] bias = Matrices.product(bias(layer), map.matrix());
        for (int j = 0; j < bias.length; j++) {
            bias[j] += map.offset()[j];
        }
        double[][] weights = Matrices.product(weights(layer), map.matrix());
        return new Dense(Matrices.floats(weights), Matrices.floats(bias), layer.activation());
    }

    private static Dense unmapped(Dense layer, LatentPairs.Affine map) {
        double[][] weights = Matrices.product(Matrices.inverse(map.matrix()), weights(layer));
        double[] shift = Matrices.product(map.offset(), weights);
        double[] bias = bias(layer);
        for (int j = 0; j < bias.length; j++) {
            bias[j] -= shift[j];
        }
        return new Dense(Matrices.floats(weights), Matrices.floats(bias), layer.activation());
    }

    private static double[][] weights(Dense layer) {
        double[][] weights = new double[layer.inputs()][layer.outputs()];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i].length; j++) {
                weights[i][j] = layer.weight(i, j);
            }
        }
        return weights;
    }

    private static double[] bias(Dense layer) {
        double[] bias = new double[layer.outputs()];
        for (int j = 0; j < bias.length; j++) {
            bias[j] = layer.bias(j);
        }
        return bias;
    }
}
