package dev.sluice.pipeline;

import java.time.Duration;

/**
 * Which history is trained on, when, and how.
 *
 * @param history length of the window, back from now
 * @param every time between retrains once the schedule has slowed down
 * @param minRecords rows needed for a model
 * @param maxRecords rows kept by the reservoir
 * @param seed of sampling, weights and shuffling
 * @param maxEpochs looks at the validation loss at most, one every 25 steps
 * @param patience epochs without a better validation loss before training stops
 * @param batch rows a step
 * @param learningRate of Adam at the start
 */
public record TrainingConfig(
        Duration history,
        Duration every,
        int minRecords,
        int maxRecords,
        long seed,
        int maxEpochs,
        int patience,
        int batch,
        double learningRate) {

    public static final TrainingConfig DEFAULT =
            new TrainingConfig(Duration.ofHours(24), Duration.ofHours(1), 1_000, 100_000, 42, 60, 6, 256, 2e-3);

    /** The same training with another seed. */
    public TrainingConfig withSeed(long other) {
        return new TrainingConfig(
                history, every, minRecords, maxRecords, other, maxEpochs, patience, batch, learningRate);
    }

    /** The same training over another window and with another schedule. */
    public TrainingConfig withWindow(Duration otherHistory, Duration otherEvery) {
        return new TrainingConfig(
                otherHistory, otherEvery, minRecords, maxRecords, seed, maxEpochs, patience, batch, learningRate);
    }
}
