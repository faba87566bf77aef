package dev.sluice.drift;

import dev.sluice.feature.NormalQuantile;

/** Quantiles of the distributions that distances between samples of the same population follow. */
final class Quantiles {
    /** Mean of the square of a variable of Kolmogorov's distribution: pi^2 / 12. */
    static final double KOLMOGOROV_SQUARE = Math.PI * Math.PI / 12;

    private Quantiles() {}

    /**
     * What a chi-square variable exceeds with a probability, by the cube root of Wilson and Hilferty (1931).
     *
     * @param freedom degrees of freedom, at least 1, not necessarily whole
     * @param probability above 0 and below 1
     */
    static double chiSquare(double freedom, double probability) {
        double v = 2 / (9 * freedom);
        double root = 1 - v - NormalQuantile.of(probability) * Math.sqrt(v);
        return freedom * Math.max(0, root * root * root);
    }

    /** What a variable of Kolmogorov's distribution exceeds with a small probability: the first term of its series. */
    static double kolmogorov(double probability) {
        return Math.sqrt(-StrictMath.log(probability / 2) / 2);
    }
}
