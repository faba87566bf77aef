package dev.sluice.feature;

/**
 * The range that a number is clipped to before it is scaled.
 *
 * @param low in the input's unit
 * @param high in the input's unit, above {@code low}
 */
public record Clip(double low, double high) {
    public Clip {
        if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
            throw new IllegalArgumentException(
                    "clip: expected two finite numbers, the lower one first, got [" + low + ", " + high + "]");
        }
    }

    double of(double x) {
        return Math.max(low, Math.min(high, x));
    }
}
