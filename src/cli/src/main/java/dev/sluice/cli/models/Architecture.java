package dev.sluice.cli.models;

import dev.sluice.contract.DenseLayer;
import dev.sluice.contract.ModelArtifact;
import java.util.List;

/** The shape of a model's network. */
final class Architecture {

    private Architecture() {}

    /** Sizes of all layers from features to features: {@code 38-32-10-32-38}. */
    static String of(ModelArtifact artifact) {
        StringBuilder sizes = new StringBuilder().append(artifact.getFeatures().size());
        artifact.getEncoderLayers().forEach(l -> sizes.append('-').append(l.getOutputs()));
        artifact.getDecoderLayers().forEach(l -> sizes.append('-').append(l.getOutputs()));
        return sizes.toString();
    }

    /** Size of the latent; 0 where there is no encoder. */
    static int latent(ModelArtifact artifact) {
        List<DenseLayer> encoder = artifact.getEncoderLayers();
        return encoder.isEmpty() ? 0 : encoder.get(encoder.size() - 1).getOutputs();
    }

    /** Weights and biases in all. */
    static long parameters(ModelArtifact artifact) {
        return parameters(artifact.getEncoderLayers()) + parameters(artifact.getDecoderLayers());
    }

    private static long parameters(List<DenseLayer> layers) {
        return layers.stream()
                .mapToLong(l -> (long) l.getInputs() * l.getOutputs() + l.getOutputs())
                .sum();
    }
}
