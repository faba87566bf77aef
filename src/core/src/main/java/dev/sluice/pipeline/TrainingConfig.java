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
 * @param patience epochs without a better validation loss before training stops; 0 for never
 * @param batch rows a step
 * @param learningRate at the start
 * @param optimizer how a gradient becomes a step
 * @param schedule how the learning rate falls
 * @param search how long to look for an architecture; zero for not at all
 * @param engine who computes the steps
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
        double learningRate,
        Optimizer optimizer,
        LearningRateSchedule schedule,
        Duration search,
        TrainingEngine engine) {

    public static final TrainingConfig DEFAULT =
            new TrainingConfig(Duration.ofHours(24), Duration.ofHours(1), 1_000, 100_000, 42, 60, 6, 256, 2e-3);

    /** One with Adam, a learning rate that falls linearly, ten seconds of search and the usual engine. */
    public TrainingConfig(
            Duration history,
            Duration every,
            int minRecords,
            int maxRecords,
            long seed,
            int maxEpochs,
            int patience,
            int batch,
            double learningRate) {
        this(
                history,
                every,
                minRecords,
                maxRecords,
                seed,
                maxEpochs,
                patience,
                batch,
                learningRate,
                Optimizer.ADAM,
                LearningRateSchedule.LINEAR,
                Duration.ofSeconds(10),
                TrainingEngine.AUTO);
    }

    /** The same training with another seed. */
    public TrainingConfig withSeed(long other) {
        return with(history, every, other, maxEpochs, search);
    }

    /** The same training over another window and with another schedule. */
    public TrainingConfig withWindow(Duration otherHistory, Duration otherEvery) {
        return with(otherHistory, otherEvery, seed, maxEpochs, search);
    }

    /** The same training with another number of epochs at most. */
    public TrainingConfig withMaxEpochs(int other) {
        return with(history, every, seed, other, search);
    }

    /** The same training with another limit to the search for an architecture. */
    public TrainingConfig withSearch(Duration other) {
        return with(history, every, seed, maxEpochs, other);
    }

    /** The same training by another engine. */
    public TrainingConfig withEngine(TrainingEngine other) {
        return new TrainingConfig(
                history,
                every,
                minRecords,
                maxRecords,
                seed,
                maxEpochs,
                patience,
                batch,
                learningRate,
                optimizer,
                schedule,
                search,
                other);
    }

    private TrainingConfig with(
            Duration otherHistory, Duration otherEvery, long otherSeed, int otherEpochs, Duration otherSearch) {
        return new TrainingConfig(
                otherHistory,
                otherEvery,
                minRecords,
                maxRecords,
                otherSeed,
                otherEpochs,
                patience,
                batch,
                learningRate,
                optimizer,
                schedule,
                otherSearch,
                engine);
    }
}
