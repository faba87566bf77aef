package dev.sluice.trainer.engine;

import dev.sluice.inference.Layer;
import java.util.Random;

/**
 * A layer as plain Java trains it. Values come as columns, {@code float[values][rows]}: so the innermost loops run over the
 * rows of a batch, which are many, however narrow a layer is.
 */
interface PlainLayer {

    /**
     * @param x {@code float[inputs][rows]}, left as it is until {@link #backward}
     * @return {@code float[outputs][rows]}, valid until the next call
     */
    float[][] forward(float[][] x);

    /**
     * @param gradient of the loss by the output, {@code float[outputs][rows]}; may be overwritten
     * @param further whether a layer before this one needs the result
     * @return gradient of the loss by the input, {@code float[inputs][rows]}, or null unless {@code further}
     */
    float[][] backward(float[][] gradient, boolean further);

    /**
     * What the layer makes of a row without dropout, in double precision.
     *
     * @param x {@code double[inputs]}, left as it is
     * @return {@code double[outputs]}
     */
    double[] exact(double[] x);

    /** Sets the weights to random values; biases are 0. */
    default void initialize(Random random) {
        // There are no weights.
    }

    /** The scorer's layer with the same weights; null where training alone has it. */
    default Layer export() {
        return null;
    }

    /** Sets the weights to those of a scorer's layer of the same shape. */
    default void assign(Layer from) {
        // There are no weights.
    }
}
