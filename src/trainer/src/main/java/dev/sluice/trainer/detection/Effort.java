package dev.sluice.trainer.detection;

import dev.sluice.pipeline.TrainingConfig;

/**
 * How much of the usual training the detector gets: {@code training.max-epochs} below its default shortens it as it
 * shortens that of the autoencoder.
 *
 * @param share above 0 and at most 1
 */
public record Effort(double share) {

    /** That of a configuration. */
    public static Effort of(TrainingConfig training) {
        return new Effort(Math.min(1, (double) training.maxEpochs() / TrainingConfig.DEFAULT.maxEpochs()));
    }

    /** That share of so many steps, at least one. */
    int of(int steps) {
        return (int) Math.max(1, Math.round(share * steps));
    }
}
