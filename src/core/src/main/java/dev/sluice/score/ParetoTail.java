package dev.sluice.score;

import java.util.Arrays;

/**
 * Generalized Pareto tail: {@code P(S > t + y | S > t) = (1 + shape y / scale)^(-1 / shape)}, the exponential at shape
 * 0 (Pickands 1975; for anomaly thresholds Siffer et al. 2017, SPOT).
 *
 * @param shape 0 to {@value #MAX_SHAPE}; a bounded tail (below 0) is not used, because it would give every statistic
 *     beyond its end the same p-value
 * @param scale above 0
 */
public record ParetoTail(double shape, double scale) {

    static final double MAX_SHAPE = 0.9;

    public ParetoTail {
        if (!(shape >= 0 && shape <= MAX_SHAPE)) {
            throw new IllegalArgumentException("tail shape must be 0 to " + MAX_SHAPE + ": " + shape);
        }
        if (!(scale > 0) || scale == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("tail scale must be finite and above 0: " + scale);
        }
    }

    /** {@code ln P(S > t + excess | S > t)}, at most 0. */
    public double logSurvival(double excess) {
        double y = excess / scale;
        return shape < 1e-6 ? -y : -StrictMath.log1p(shape * y) / shape;
    }

    /**
     * Fits shape and scale by maximum likelihood over a profile of the shape: for few hundred exceedances within the
     * interval allowed here this is as good as a two-dimensional search, and cannot diverge.
     *
     * @param excesses amounts over the threshold, at least 0; may be empty
     */
    public static ParetoTail fit(double[] excesses) {
        double mean = Arrays.stream(excesses).average().orElse(0);
        if (!(mean > 0) || mean == Double.POSITIVE_INFINITY) {
            return new ParetoTail(0, 1);
        }
        ParetoTail best = new ParetoTail(0, mean);
        double bestLikelihood = best.logLikelihood(excesses);
        for (int step = 1; step <= 45; step++) {
            double shape = MAX_SHAPE * step / 45;
            ParetoTail candidate = new ParetoTail(shape, scaleFor(shape, excesses, mean));
            double likelihood = candidate.logLikelihood(excesses);
            if (likelihood > bestLikelihood) {
                bestLikelihood = likelihood;
                best = candidate;
            }
        }
        return best;
    }

    /** Solves the likelihood equation {@code mean(y / (scale + shape y)) = 1 / (1 + shape)} for the scale by bisection. */
    private static double scaleFor(double shape, double[] excesses, double mean) {
        double low = mean * 1e-6;
        double high = mean * 10;
        for (int i = 0; i < 60; i++) {
            double middle = Math.sqrt(low * high);
            double sum = 0;
            for (double y : excesses) {
                sum += y / (middle + shape * y);
            }
            if (sum / excesses.length > 1 / (1 + shape)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    private double logLikelihood(double[] excesses) {
        double sum = 0;
        for (double y : excesses) {
            sum += logSurvival(y) * (1 + shape);
        }
        return sum - excesses.length * StrictMath.log(scale);
    }
}
