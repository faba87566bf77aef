package dev.sluice.trainer.training;

import dev.sluice.trainer.engine.Fitted;

/** Compares what the scorer's kernels compute with what the training engine computes from the same weights. */
final class ParityCheck {
    /** Largest difference allowed, as a share of the row's largest value where that is above 1. */
    static final double TOLERANCE = 1e-5;

    private ParityCheck() {}

    /**
     * @param rows {@code float[rows][columns]}, scaled
     * @return the largest difference, relative to magnitudes above 1
     * @throws RejectedModelException where it is above {@link #TOLERANCE}, or no number
     */
    static double require(Fitted fitted, float[][] rows) throws RejectedModelException {
        double difference =
                fitted.exported().largestDifference(rows, fitted.engine().output(rows));
        if (!(difference <= TOLERANCE)) {
            throw new RejectedModelException("the scorer's kernels differ from the training engine by " + difference
                    + ", at most " + TOLERANCE + " is allowed: please report this with the pipeline file");
        }
        return difference;
    }
}
