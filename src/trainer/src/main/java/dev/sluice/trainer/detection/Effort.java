package dev.sluice.trainer.detection;

import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.pipeline.TrainingEngine;

/**
 * How much of the usual training the detector gets, and by which engine: {@code training.max-epochs} below its default
 * shortens it as it shortens that of the autoencoder.
 *
 * @param share above 0 and at most 1
 * @param engine not {@link TrainingEngine#AUTO}
 */
public record Effort(double share, TrainingEngine engine) {

    /** That of a configuration whose engine is not open any more. */
    public static Effort of(TrainingConfig training) {
        return new Effort(
                Math.min(1, (double) training.maxEpochs() / TrainingConfig.DEFAULT.maxEpochs()), training.engine());
    }

    /** That share of so many steps, at least one. */
    int of(int steps) {
        return (int) Math.max(1, Math.round(share * steps));
    }
}
