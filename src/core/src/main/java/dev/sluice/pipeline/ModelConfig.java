package dev.sluice.pipeline;

import dev.sluice.inference.Activation;
import java.util.List;
import java.util.Optional;

/**
 * The kind and shape of the autoencoder.
 *
 * @param type {@code auto} by default
 * @param window how many of the entity's last records the autoencoder sees at once
 * @param latent size of the code, 0 to choose it from the number of features
 * @param hidden sizes of the encoder's hidden layers, mirrored in the decoder; empty to choose, {@link #NO_HIDDEN} for
 *     none
 * @param activation of the hidden layers, empty to choose; the latent and the reconstruction are linear
 * @param loss what training makes small
 * @param regularization noise, sparsity and the like
 * @param convolution the layers of a convolutional autoencoder
 */
public record ModelConfig(
        ModelType type,
        int window,
        int latent,
        List<Integer> hidden,
        Optional<Activation> activation,
        Loss loss,
        Regularization regularization,
        ConvolutionConfig convolution) {

    /** Records of a window at most. */
    public static final int MAX_WINDOW = 1_024;

    /** Features straight to code and back. */
    public static final List<Integer> NO_HIDDEN = List.of(0);

    public static final ModelConfig DEFAULT = new ModelConfig(
            ModelType.AUTO,
            1,
            0,
            List.of(),
            Optional.empty(),
            Loss.AUTO,
            Regularization.DEFAULT,
            ConvolutionConfig.DEFAULT);

    public ModelConfig {
        hidden = List.copyOf(hidden);
    }

    /** One of single records with default loss, regularization and convolutions. */
    public ModelConfig(ModelType type, int latent, List<Integer> hidden, Activation activation) {
        this(
                type,
                1,
                latent,
                hidden,
                Optional.of(activation),
                Loss.AUTO,
                Regularization.DEFAULT,
                ConvolutionConfig.DEFAULT);
    }

    /** One of single records whose activation is not left open. */
    public ModelConfig(
            ModelType type,
            int latent,
            List<Integer> hidden,
            Activation activation,
            Loss loss,
            Regularization regularization,
            ConvolutionConfig convolution) {
        this(type, 1, latent, hidden, Optional.of(activation), loss, regularization, convolution);
    }

    /** The same with another code size and other hidden layers. */
    public ModelConfig withLayers(int otherLatent, List<Integer> otherHidden) {
        return new ModelConfig(type, window, otherLatent, otherHidden, activation, loss, regularization, convolution);
    }

    /** The same with other convolutions. */
    public ModelConfig with(ConvolutionConfig other) {
        return new ModelConfig(type, window, latent, hidden, activation, loss, regularization, other);
    }

    /** The type that is trained: never {@link ModelType#AUTO}. */
    public ModelType resolvedType() {
        if (type != ModelType.AUTO) {
            return type;
        }
        return convolution.shape().isEmpty() ? ModelType.UNDERCOMPLETE : ModelType.CONVOLUTIONAL;
    }

    /** The activation that is trained with: relu over images and windows, which have many layers, else tanh. */
    public Activation resolvedActivation() {
        return activation.orElse(resolvedType() == ModelType.CONVOLUTIONAL ? Activation.RELU : Activation.TANH);
    }

    /** The loss that is trained with: never {@link Loss#AUTO}. */
    public Loss resolvedLoss() {
        if (loss != Loss.AUTO) {
            return loss;
        }
        return resolvedType() == ModelType.VARIATIONAL ? Loss.GAUSSIAN : Loss.MSE;
    }

    /** The noise that is trained with: never {@link Noise#AUTO}. */
    public Noise resolvedNoise() {
        if (regularization.noise() != Noise.AUTO) {
            return regularization.noise();
        }
        return resolvedType() == ModelType.DENOISING ? Noise.GAUSSIAN : Noise.NONE;
    }
}
