package dev.sluice.drift;

/**
 * How far two samples, counted by bins, lie apart. Bins that one of them leaves empty count as if half a row were in each.
 */
final class Divergence {
    private Divergence() {}

    /**
     * The population stability index: the sum over bins of {@code (p - q) ln(p / q)}, which is the symmetric divergence of
     * Kullback and Leibler (1951), called J there. Below 0.1 little has changed, above 0.25 much, as is said since Siddiqi
     * (2006, Credit Risk Scorecards).
     */
    static double index(long[] a, long[] b) {
        double sumA = sum(a) + 0.5 * a.length;
        double sumB = sum(b) + 0.5 * b.length;
        double index = 0;
        for (int c = 0; c < a.length; c++) {
            double p = (a[c] + 0.5) / sumA;
            double q = (b[c] + 0.5) / sumB;
            index += (p - q) * StrictMath.log(p / q);
        }
        return index;
    }

    /** The statistic of Kolmogorov and Smirnov, at the ends of the bins: the largest difference of the shares below. */
    static double distance(long[] a, long[] b) {
        double sumA = Math.max(1, sum(a));
        double sumB = Math.max(1, sum(b));
        double p = 0;
        double q = 0;
        double largest = 0;
        for (int c = 0; c < a.length; c++) {
            p += a[c] / sumA;
            q += b[c] / sumB;
            largest = Math.max(largest, Math.abs(p - q));
        }
        return largest;
    }

    static long sum(long[] counts) {
        long sum = 0;
        for (long c : counts) {
            sum += c;
        }
        return sum;
    }
}
