package dev.sluice.pipeline;

/** How latents are written: {@code latents.encoding}. */
public enum LatentEncoding {
    /** An array of 32-bit floats. */
    FLOAT32,
    /** One signed byte a dimension, with a scale per record. */
    INT8
}
