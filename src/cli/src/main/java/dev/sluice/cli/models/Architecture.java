package dev.sluice.cli.models;

import dev.sluice.contract.GoldenVector;
import dev.sluice.contract.Layer;
import dev.sluice.contract.ModelArtifact;
import java.util.List;

/** The shape of a model's network. */
final class Architecture {

    private Architecture() {}

    /** Sizes of all layers from columns to columns: {@code 38-32-10-32-38}. */
    static String of(ModelArtifact artifact) {
        StringBuilder sizes = new StringBuilder().append(inputs(artifact));
        artifact.getEncoderLayers().forEach(l -> sizes.append('-').append(l.getOutputs()));
        artifact.getDecoderLayers().forEach(l -> sizes.append('-').append(l.getOutputs()));
        return sizes.toString();
    }

    /** What the network takes; 0 where there is no encoder. */
    private static int inputs(ModelArtifact artifact) {
        List<Layer> encoder = artifact.getEncoderLayers();
        return encoder.isEmpty() ? 0 : encoder.get(0).getInputs();
    }

    /** Columns of one record: what a golden vector is reconstructed to; 0 where there is none. */
    static int columns(ModelArtifact artifact) {
        List<GoldenVector> golden = artifact.getGolden();
        return golden.isEmpty() ? 0 : golden.get(0).getReconstruction().remaining() / Float.BYTES;
    }

    /** How many records the network sees at once. */
    static int window(ModelArtifact artifact) {
        return inputs(artifact) / Math.max(1, columns(artifact));
    }

    /** Size of the latent; 0 where there is no encoder. */
    static int latent(ModelArtifact artifact) {
        List<Layer> encoder = artifact.getEncoderLayers();
        return encoder.isEmpty() ? 0 : encoder.get(encoder.size() - 1).getOutputs();
    }

    /** Weights and biases in all. */
    static long parameters(ModelArtifact artifact) {
        return parameters(artifact.getEncoderLayers())
                + parameters(artifact.getDecoderLayers())
                + parameters(artifact.getUncertaintyLayers());
    }

    private static long parameters(List<Layer> layers) {
        return layers.stream()
                .mapToLong(l -> (l.getWeights().remaining() + l.getBias().remaining()) / Float.BYTES)
                .sum();
    }
}
