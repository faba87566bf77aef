package dev.sluice.feature;

/** Sample quantiles with linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
public final class Quantile {
    private Quantile() {}

    /**
     * @param sorted ascending, at least one value
     * @param probability 0 to 1
     */
    public static double ofSorted(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        if (below >= sorted.length - 1) {
            return sorted[sorted.length - 1];
        }
        double share = position - below;
        double between = sorted[below] * (1 - share) + sorted[below + 1] * share;
        // Rounding must not lead out of the interval: quantiles ascend.
        return Math.max(sorted[below], Math.min(sorted[below + 1], between));
    }
}
