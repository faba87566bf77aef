package dev.sluice.bench.speed;

/** How a cost grows with the work: the exponent of the power of the work that fits best, by logarithms. */
final class Slope {

    private Slope() {}

    /**
     * @param work ascending, above 0; at least two
     * @param cost as many, above 0
     * @return 1 where a cost grows as the work does, 2 where it grows as its square
     */
    static double of(double[] work, double[] cost) {
        if (work.length < 2 || work.length != cost.length) {
            throw new IllegalArgumentException(
                    "a slope needs two points at least, got " + work.length + " and " + cost.length);
        }
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < work.length; i++) {
            meanX += Math.log(work[i]) / work.length;
            meanY += Math.log(cost[i]) / work.length;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < work.length; i++) {
            double x = Math.log(work[i]) - meanX;
            covariance += x * (Math.log(cost[i]) - meanY);
            variance += x * x;
        }
        return covariance / variance;
    }
}
