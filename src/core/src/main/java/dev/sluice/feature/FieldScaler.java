package dev.sluice.feature;

import java.util.Arrays;

/**
 * The fitted scaler of one field: {@code scaled = softClip((x - center) / spread)}. The soft clip is the identity up to
 * {@value #KNEE} and grows with the logarithm beyond, so that heavy tails neither dominate the loss nor disappear.
 *
 * @param field field name
 * @param scale how center and spread were chosen
 * @param center in the input's unit, finite
 * @param spread in the input's unit, finite and above 0
 * @param level normal level (median) in the input's unit, finite; stands in for a missing value
 */
public record FieldScaler(String field, Scale scale, double center, double spread, double level) {

    /** Where the soft clip begins, in scaled units. */
    public static final double KNEE = 10;

    /** A spread below this share of the values' magnitude is rounding noise: the column counts as constant. */
    private static final double CONSTANT = 1e-9;

    public FieldScaler {
        if (!Double.isFinite(center) || !Double.isFinite(level)) {
            throw new IllegalArgumentException(
                    field + ": center and level must be finite, got " + center + ", " + level);
        }
        if (!(spread > 0) || spread == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(field + ": spread must be finite and above 0, got " + spread);
        }
    }

    /**
     * Fits a scaler to a column. A constant column, or one without a value, gets spread 1; a robust spread that is 0
     * because most values are equal falls back to the standard deviation.
     *
     * @param column observed values in the input's unit; NaN where missing
     */
    public static FieldScaler fit(FeatureSpec spec, double[] column) {
        double[] x = Arrays.stream(column).filter(Double::isFinite).sorted().toArray();
        if (x.length == 0) {
            return new FieldScaler(spec.field(), spec.scale(), 0, 1, 0);
        }
        double min = x[0];
        double max = x[x.length - 1];
        double median = Quantile.ofSorted(x, 0.5);
        // Halves first: max - min of huge values of both signs overflows.
        double halfRange = max / 2 - min / 2;
        double mean = mean(x, min / 2 + max / 2);
        double deviation = standardDeviation(x, mean);
        double magnitude = Math.max(Math.abs(min), Math.abs(max));
        double center;
        double spread;
        switch (spec.scale()) {
            case MINMAX -> {
                center = min;
                spread = 2 * halfRange;
            }
            case MINMAX_SYMMETRIC -> {
                center = min / 2 + max / 2;
                spread = halfRange;
            }
            case ROBUST -> {
                center = median;
                double lower = Quantile.ofSorted(x, 0.25);
                double upper = Quantile.ofSorted(x, 0.75);
                spread = upper - lower;
                if (isNoise(spread, Math.max(Math.abs(lower), Math.abs(upper)))) {
                    spread = deviation;
                } else {
                    magnitude = spread;
                }
            }
            default -> {
                center = mean;
                spread = deviation;
            }
        }
        if (min == max || isNoise(spread, magnitude)) {
            spread = 1;
        }
        return new FieldScaler(spec.field(), spec.scale(), center, Math.min(spread, Double.MAX_VALUE), median);
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

    /**
     * @param observed finite, in the input's unit
     * @return in scaled units, always finite
     */
    public float scale(double observed) {
        double z = (observed - center) / spread;
        // Both differ by more than a double holds: keep the sign, at the largest magnitude.
        return (float) softClip(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, z)));
    }

    /** The observed value that {@link #scale} maps to {@code scaled}, in the input's unit, always finite. */
    public double unscale(double scaled) {
        double x = center + spread * softUnclip(scaled);
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, x));
    }

    /** The scaled value that stands in for a missing one. */
    public float imputed() {
        return scale(level);
    }

    private static double softClip(double z) {
        if (z > KNEE) {
            return KNEE * (1 + StrictMath.log(z / KNEE));
        }
        return z < -KNEE ? -KNEE * (1 + StrictMath.log(-z / KNEE)) : z;
    }

    private static double softUnclip(double c) {
        if (c > KNEE) {
            return KNEE * StrictMath.exp(c / KNEE - 1);
        }
        return c < -KNEE ? -KNEE * StrictMath.exp(-c / KNEE - 1) : c;
    }
}
