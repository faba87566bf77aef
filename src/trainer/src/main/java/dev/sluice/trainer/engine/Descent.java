package dev.sluice.trainer.engine;

import dev.sluice.pipeline.LearningRateSchedule;
import dev.sluice.pipeline.Optimizer;

/**
 * How gradients become steps.
 *
 * @param learningRate of the first step
 * @param steps over which the schedule runs
 */
record Descent(Optimizer optimizer, double learningRate, LearningRateSchedule schedule, int steps) {

    /** @param iteration counted from 0 */
    double rate(int iteration) {
        return learningRate * schedule.factor(Math.min(1, (double) iteration / steps));
    }
}
