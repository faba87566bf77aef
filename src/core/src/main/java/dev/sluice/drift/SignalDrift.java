package dev.sluice.drift;

/**
 * How far a signal is from what was normal for it.
 *
 * @param name the feature's field, or {@link DriftReference#SCORE}
 * @param index population stability index
 * @param indexLimit what it is held against: what chance would not do, and at least {@value #LARGE_INDEX}
 * @param distance of Kolmogorov and Smirnov; 0 for categories
 * @param distanceLimit what it is held against: what chance would not do, and at least {@value #LARGE_DISTANCE}
 * @param missing share of the rows without it
 * @param missingBefore the same in the history
 * @param missingLimit what the difference of the two is held against, at least {@value #LARGE_MISSING}
 */
public record SignalDrift(
        String name,
        double index,
        double indexLimit,
        double distance,
        double distanceLimit,
        double missing,
        double missingBefore,
        double missingLimit) {

    /** The usual level of a large change. */
    static final double LARGE_INDEX = 0.25;
    /** What a normal distribution that moves by half a deviation comes to, whose index is 0.25. */
    static final double LARGE_DISTANCE = 0.2;

    static final double LARGE_MISSING = 0.1;

    /** The largest of the three figures as a multiple of its limit: above 1 is drift. */
    public double degree() {
        return Math.max(
                index / indexLimit,
                Math.max(distance / distanceLimit, Math.abs(missing - missingBefore) / missingLimit));
    }
}
