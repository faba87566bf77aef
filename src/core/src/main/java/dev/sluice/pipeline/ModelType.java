package dev.sluice.pipeline;

/** The kind of autoencoder: {@code model.type}. */
public enum ModelType {
    /** Sluice chooses: {@link #CONVOLUTIONAL} where {@code model.shape} is given, else {@link #UNDERCOMPLETE}. */
    AUTO,
    /** Dense layers through a code smaller than the input. */
    UNDERCOMPLETE,
    /** Dense layers to a code as wide as the input, of which only a few values are not 0 at a time. */
    SPARSE,
    /** Sees its input with noise, and is to give it back without. */
    DENOISING,
    /** The code is a normal distribution (Kingma and Welling 2014): the latent is its mean, and its spread is known. */
    VARIATIONAL,
    /** Convolutions over an image, or over a window of times, see {@code model.shape}. */
    CONVOLUTIONAL
}
