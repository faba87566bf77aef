package dev.sluice.trainer.training;

import dev.sluice.trainer.engine.Fitted;
import dev.sluice.trainer.engine.ScaledRows;

/** Compares what the scorer's kernels compute with what the training engine computes from the same weights. */
final class ParityCheck {
    /** Largest difference allowed, as a share of the row's largest value where that is above 1. */
    static final double TOLERANCE = 1e-5;

    private ParityCheck() {}

    /**
     * @return the largest difference, relative to magnitudes above 1
     * @throws RejectedModelException where it is above {@link #TOLERANCE}, or no number
     */
    static double require(Fitted fitted, ScaledRows rows) throws RejectedModelException {
        float[][] inputs = new float[rows.size()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = rows.values(i);
        }
        double difference =
                fitted.exported().largestDifference(inputs, fitted.engine().output(inputs));
        if (!(difference <= TOLERANCE)) {
            throw new RejectedModelException("the scorer's kernels differ from the training engine by " + difference
                    + ", at most " + TOLERANCE + " is allowed: please report this with the pipeline file");
        }
        return difference;
    }
}
