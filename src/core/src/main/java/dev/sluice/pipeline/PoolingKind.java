package dev.sluice.pipeline;

/** How a convolutional encoder shrinks an image: {@code model.pooling}. */
public enum PoolingKind {
    /** To the largest value of every patch. */
    MAX,
    /** To the mean of every patch. */
    AVERAGE
}
