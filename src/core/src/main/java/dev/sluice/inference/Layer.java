package dev.sluice.inference;

/**
 * A step of a {@link Network}: so many floats in, so many out. Immutable, deterministic to the bit, and without
 * allocation. Images are flattened row by row with the channels last, {@code float[height * width * channels]}; windows
 * are images of width 1, {@code float[times * features]}.
 */
public interface Layer {

    /** Values it takes, at least 1. */
    int inputs();

    /** Values it gives, at least 1. */
    int outputs();

    /**
     * @param x {@code float[inputs]}, left as it is
     * @param y {@code float[outputs]}, overwritten; another array than {@code x}
     */
    void forward(float[] x, float[] y);
}
