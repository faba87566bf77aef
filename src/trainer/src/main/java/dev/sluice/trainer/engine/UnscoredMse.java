package dev.sluice.trainer.engine;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Mean squared error that only gives gradients. The engine asks for the loss in every step, and the native sum behind
 * it takes as long as all the rest of the step; we measure losses once per epoch, with the kernels that will score.
 */
final class UnscoredMse extends LossMSE {

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return 0;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(0.0, computeGradient(labels, preOutput, activation, mask));
    }
}
