package dev.sluice.pipeline;

import dev.sluice.inference.Activation;
import java.util.List;

/**
 * The shape of the autoencoder.
 *
 * @param type {@code auto} by default
 * @param latent size of the code, 0 to choose it from the number of features
 * @param hidden sizes of the encoder's hidden layers, mirrored in the decoder; empty to choose
 * @param activation of the hidden layers; the latent and the reconstruction are linear
 */
public record ModelConfig(ModelType type, int latent, List<Integer> hidden, Activation activation) {

    public static final ModelConfig DEFAULT = new ModelConfig(ModelType.AUTO, 0, List.of(), Activation.TANH);

    public ModelConfig {
        hidden = List.copyOf(hidden);
    }
}
