package dev.sluice.pipeline;

/** What is done to the input in training, while the clean input is to be given back: {@code model.noise}. */
public enum Noise {
    /** {@link #GAUSSIAN} for a denoising autoencoder, else {@link #NONE}. */
    AUTO,
    /** Nothing. */
    NONE,
    /** A normally distributed value is added. */
    GAUSSIAN,
    /** Values are set to 0, which is the center of their scale. */
    MASKING
}
