package dev.sluice.trainer.engine;

/**
 * A layer over images in training, some images at a time, so that what one layer makes is still in the processor's cache
 * when the next one takes it. Images are flattened with the channels last and follow each other.
 */
interface ImagePass {

    /** Values of an image it takes. */
    int inputs();

    /** Values of an image it gives. */
    int outputs();

    /**
     * Called before a batch, when the weights have moved.
     *
     * @param rows images of the batch
     */
    default void begin(int rows) {}

    /**
     * @param x {@code float[rows * inputs]}
     * @param y {@code float[rows * outputs]}, overwritten from image {@code from} to {@code to}
     */
    void forward(float[] x, float[] y, int from, int to);

    /**
     * @param x as in {@link #forward}
     * @param y as {@link #forward} left it
     * @param gradient of the loss by the output, {@code float[(to - from) * outputs]} or longer; may be overwritten
     * @param back gradient of the loss by the input, {@code float[(to - from) * inputs]} or longer, overwritten; null
     *     where it is not needed
     */
    void backward(float[] x, float[] y, int from, int to, float[] gradient, float[] back);

    /** Called after the last image of a batch: leaves the gradients by the weights where the engine has them. */
    default void end() {}

    /** Gives back native memory of its own. */
    default void close() {}
}
