package dev.sluice.trainer.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer during training: forward, then backward for the same rows, which leaves the gradients in the engine's view. */
interface TrainingLayer {

    /**
     * @param x rows first; left as it is until {@link #backward}
     * @return the layer's output, valid until the next call
     */
    INDArray forward(INDArray x);

    /**
     * @param gradient of the loss by the output; may be overwritten
     * @param further whether a layer before this one needs the result
     * @return gradient of the loss by the input, or null unless {@code further}
     */
    INDArray backward(INDArray gradient, boolean further);

    /** Gives back native memory of its own. */
    default void close() {}
}
