package dev.sluice.bench.detection;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A distribution that statistics can be drawn from, and whose tail is known exactly.
 *
 * @param name as in the table
 * @param draw a value
 * @param survival probability of a value above this one
 */
record KnownDistribution(String name, ToDoubleFunction<Random> draw, DoubleUnaryOperator survival) {

    /** From light to heavy tails. */
    static final List<KnownDistribution> ALL = List.of(
            new KnownDistribution(
                    "chi-square(10)",
                    r -> 2 * erlang(r, 5),
                    above(new ChiSquaredDistribution(10)::cumulativeProbability)),
            new KnownDistribution(
                    "exponential", r -> erlang(r, 1), above(new ExponentialDistribution(1)::cumulativeProbability)),
            new KnownDistribution(
                    "gamma(3)", r -> erlang(r, 3), above(new GammaDistribution(3, 1)::cumulativeProbability)),
            new KnownDistribution(
                    "lognormal",
                    r -> Math.exp(r.nextGaussian()),
                    above(new LogNormalDistribution(0, 1)::cumulativeProbability)),
            new KnownDistribution(
                    "Student-t(5) squared", KnownDistribution::squaredStudent, KnownDistribution::aboveSquaredStudent));

    private static DoubleUnaryOperator above(DoubleUnaryOperator cumulative) {
        return x -> 1 - cumulative.applyAsDouble(x);
    }

    /** The sum of independent unit exponentials. */
    private static double erlang(Random random, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum -= Math.log(1 - random.nextDouble());
        }
        return sum;
    }

    /** Squared normal over mean of five. */
    private static double squaredStudent(Random random) {
        double z = random.nextGaussian();
        double fifth = random.nextGaussian();
        double squares = 2 * erlang(random, 2) + fifth * fifth;
        return z * z / (squares / 5);
    }

    private static double aboveSquaredStudent(double x) {
        return 2 * new TDistribution(5).cumulativeProbability(-Math.sqrt(x));
    }
}
