package dev.sluice.feature;

import java.util.Arrays;

/** The finite values of a column, sorted, and the figures that scales are chosen by. */
final class Column {

    /** A spread below this share of the values' magnitude is rounding noise: the column counts as constant. */
    private static final double CONSTANT = 1e-9;

    /** One value in so many, at either end, may be an outlier; but in few rows, one. */
    private static final int OUTLIERS = 1_000;

    private static final int MIN_ROWS_FOR_OUTLIERS = 20;

    /** How far out an outlier is, in widths of the range that the others fill. */
    private static final double FAR = 10;

    /** For {@link Scale#AUTO}: how far the tail must reach beyond what three in four values stay within. */
    private static final double LONG_TAIL = 100;

    private static final double HEAVY_TAIL = 10;

    final double[] all; // ascending
    private final double[] usual; // ascending, without outliers

    /** @param values NaN where missing */
    Column(double[] values) {
        all = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        usual = withoutOutliers(all);
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    double median() {
        return Quantile.ofSorted(all, 0.5);
    }

    /**
     * Leaves out the few values at either end, at most one in {@value #OUTLIERS}, that lie further than {@value #FAR} widths
     * outside of the range that all the others fill: a sentinel or a glitch would else stretch the scale until all that is
     * ordinary is one point. A column that is constant but for them is left as it is: they are all there is to learn.
     */
    private static double[] withoutOutliers(double[] x) {
        if (x.length < MIN_ROWS_FOR_OUTLIERS) {
            return x;
        }
        int k = Math.max(1, x.length / OUTLIERS);
        double low = x[k];
        double high = x[x.length - 1 - k];
        double far = Math.min(FAR * (high - low), Double.MAX_VALUE);
        if (isNoise(high - low, Math.max(Math.abs(low), Math.abs(high)))) {
            return x;
        }
        int from = 0;
        int to = x.length;
        while (x[from] < low - far) {
            from++;
        }
        while (x[to - 1] > high + far) {
            to--;
        }
        return from == 0 && to == x.length ? x : Arrays.copyOfRange(x, from, to);
    }

    /** A linear scale, or the one that follows a curve. */
    Curve curve(Scale scale) {
        return switch (scale) {
            case QUANTILE -> Curve.Normal.fit(all);
            case SIGNED_LOG -> signedLog();
            case AUTO -> spansMagnitudes() ? signedLog() : linear(Scale.STANDARD, usual);
            case ROBUST -> linear(scale, all);
            case STANDARD, MINMAX, MINMAX_SYMMETRIC -> linear(scale, usual);
        };
    }

    /**
     * Whether the values are of many orders of magnitude, in a tail and not as a few outliers: then all but the tail would
     * be one point on a linear scale. Logarithms everywhere were measured to hurt detection, so the bar is high.
     */
    private boolean spansMagnitudes() {
        double[] distances = distances();
        double most = Quantile.ofSorted(distances, 0.75);
        return most > 0
                && Quantile.ofSorted(distances, 0.99) > HEAVY_TAIL * most
                && Quantile.ofSorted(distances, 0.999) > LONG_TAIL * most;
    }

    private double[] distances() {
        double median = median();
        return Arrays.stream(all)
                .map(v -> Math.min(Double.MAX_VALUE, Math.abs(v - median)))
                .sorted()
                .toArray();
    }

    /** The unit is what half of the values that are not 0 stay below. */
    private Curve signedLog() {
        double[] magnitudes =
                Arrays.stream(all).map(Math::abs).filter(v -> v > 0).sorted().toArray();
        double median = magnitudes.length == 0 ? 1 : Quantile.ofSorted(magnitudes, 0.5);
        double unit = Math.max(median, Double.MIN_NORMAL);
        double[] logs = Arrays.stream(all)
                .map(v -> Curve.SignedLog.log(v, unit))
                .sorted()
                .toArray();
        Curve.Linear linear = linear(Scale.STANDARD, logs);
        return new Curve.SignedLog(unit, linear.center(), linear.spread());
    }

    private static Curve.Linear linear(Scale scale, double[] x) {
        double min = x[0];
        double max = x[x.length - 1];
        // Halves first: max - min of huge values of both signs overflows.
        double middle = min / 2 + max / 2;
        double halfRange = max / 2 - min / 2;
        double magnitude = Math.max(Math.abs(min), Math.abs(max));
        double center;
        double spread;
        switch (scale) {
            case MINMAX -> {
                center = min;
                spread = 2 * halfRange;
            }
            case MINMAX_SYMMETRIC -> {
                center = middle;
                spread = halfRange;
            }
            case ROBUST -> {
                center = Quantile.ofSorted(x, 0.5);
                double lower = Quantile.ofSorted(x, 0.25);
                double upper = Quantile.ofSorted(x, 0.75);
                spread = upper - lower;
                if (isNoise(spread, Math.max(Math.abs(lower), Math.abs(upper)))) {
                    spread = standardDeviation(x, mean(x, middle));
                } else {
                    magnitude = spread;
                }
            }
            default -> {
                center = mean(x, middle);
                spread = standardDeviation(x, center);
            }
        }
        if (min == max || isNoise(spread, magnitude)) {
            spread = 1;
        }
        return new Curve.Linear(center, Math.min(spread, Double.MAX_VALUE));
    }

    /** Interquartile range in units of a normal distribution's deviation; where that is 0, the deviation; 0 for a constant. */
    double robustSpread() {
        double lower = Quantile.ofSorted(all, 0.25);
        double upper = Quantile.ofSorted(all, 0.75);
        double spread = upper / 1.349 - lower / 1.349;
        if (isNoise(spread, Math.max(Math.abs(lower), Math.abs(upper)))) {
            double middle = usual[0] / 2 + usual[usual.length - 1] / 2;
            spread = standardDeviation(usual, mean(usual, middle));
        }
        double magnitude = Math.max(Math.abs(usual[0]), Math.abs(usual[usual.length - 1]));
        return isNoise(spread, magnitude) ? 0 : spread;
    }

    private static boolean isNoise(double spread, double magnitude) {
        return !(spread > CONSTANT * magnitude);
    }

    private static double mean(double[] x, double pivot) {
        double sum = 0;
        for (double v : x) {
            sum += (v - pivot) / x.length;
        }
        return pivot + sum;
    }

    private static double standardDeviation(double[] x, double mean) {
        double largest = 0;
        for (double v : x) {
            largest = Math.max(largest, Math.abs(v - mean));
        }
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        for (double v : x) {
            double u = (v - mean) / largest;
            sum += u * u;
        }
        return largest * Math.sqrt(sum / x.length);
    }
}
