package dev.sluice.drift;

import dev.sluice.feature.NormalQuantile;
import java.util.List;

/**
 * What was normal for a signal: a feature or the score.
 *
 * @param name the feature's field, or {@link DriftReference#SCORE}
 * @param ordered whether its bins are in an order; not those of categories
 * @param cuts its bins
 * @param counts rows of the history by bin
 * @param wanders of the history in parts, as {@link DriftReference#parts()}
 */
public record SignalReference(String name, boolean ordered, Cuts cuts, Counts counts, List<Wander> wanders) {

    /** So much further off than any part of the history, in index; parts are few, and the next may be further off than all. */
    private static final double BEYOND = 1.5;

    /** @throws IllegalArgumentException where they do not fit together */
    public SignalReference {
        wanders = List.copyOf(wanders);
        if (counts.bins().length != cuts.bins()) {
            throw new IllegalArgumentException(
                    "a reference has counts of " + counts.bins().length + " bins, but cuts of " + cuts.bins());
        }
    }

    /**
     * Compares what was seen in a stretch of records with what was normal.
     *
     * @param seen in this signal's bins
     * @param part which of the lengths the stretch has, as an index of {@link #wanders}
     * @param chance of crying drift where there is none, of each of its figures
     */
    SignalDrift compare(Counts seen, int part, double chance) {
        Wander wander = wanders.get(part);
        boolean some = seen.present() > 0;
        return new SignalDrift(
                name,
                some ? Divergence.index(seen.bins(), counts.bins()) : 0,
                indexLimit(seen.present(), wander, chance),
                some && ordered ? Divergence.distance(seen.bins(), counts.bins()) : 0,
                distanceLimit(seen.present(), wander, chance),
                seen.missingShare(),
                counts.missingShare(),
                missingLimit(seen, wander, chance));
    }

    /**
     * Of n rows against m independent ones in B bins, the index is (1/n + 1/m) times a chi-square variable of B - 1 degrees
     * (Yurdakul and Naranjo, Journal of Risk Model Validation 2020). Where parts of the history differ by more than that,
     * it is theirs, and what a stretch of fewer rows than a part differs by in addition.
     */
    private double indexLimit(long rows, Wander wander, double chance) {
        int degrees = Math.max(1, cuts.bins() - 1);
        double n = Math.max(1, rows);
        double independent = degrees * (1 / n + 1 / (double) Math.max(1, counts.present()));
        double observed = wander.index() + degrees * Math.max(0, 1 / n - 1 / wander.rows());
        double mean = Math.max(independent, observed);
        double freedom = observed > independent ? wander.freedom() : degrees;
        return Math.max(
                Math.max(SignalDrift.LARGE_INDEX, BEYOND * wander.mostIndex()),
                mean / freedom * Quantiles.chiSquare(freedom, chance));
    }

    /** Of independent rows, the distance is the root of 1/n + 1/m times a variable of Kolmogorov's distribution. */
    private double distanceLimit(long rows, Wander wander, double chance) {
        double n = Math.max(1, rows);
        double independent = 1 / n + 1 / (double) Math.max(1, counts.present());
        double observed = wander.distance() * wander.distance() / Quantiles.KOLMOGOROV_SQUARE
                + Math.max(0, 1 / n - 1 / wander.rows());
        double limit = Math.max(
                Math.max(SignalDrift.LARGE_DISTANCE, Math.sqrt(BEYOND) * wander.mostDistance()),
                Math.sqrt(Math.max(independent, observed)) * Quantiles.kolmogorov(chance));
        return Math.min(1, limit);
    }

    private double missingLimit(Counts seen, Wander wander, double chance) {
        double n = Math.max(1, seen.rows());
        double m = Math.max(1, counts.rows());
        double share = (seen.missing() + counts.missing() + 0.5) / (n + m + 1);
        double deviation = Math.max(Math.sqrt(share * (1 - share) * (1 / n + 1 / m)), wander.missing());
        return Math.min(1, Math.max(SignalDrift.LARGE_MISSING, -NormalQuantile.of(chance / 2) * deviation));
    }
}
