package dev.sluice.pipeline;

/** How a convolutional decoder enlarges an image: {@code model.upsampling}. */
public enum UpsamplingKind {
    /** Pixels are repeated, then convolved. */
    NEAREST,
    /** By a transposed convolution. */
    TRANSPOSED
}
