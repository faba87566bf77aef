package dev.sluice.feature;

import java.util.Arrays;

/** A fitted, strictly rising curve from numbers in the input's unit to scaled ones, and back. Immutable. */
public sealed interface Curve {

    /** May be infinite where {@code x} is huge. */
    double scale(double x);

    /** The {@code x} that {@link #scale} maps to {@code z}; may be infinite. */
    double unscale(double z);

    private static void require(double center, double spread) {
        if (!Double.isFinite(center)) {
            throw new IllegalArgumentException("center must be finite, got " + center);
        }
        requirePositive("spread", spread);
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(what + " must be finite and above 0, got " + value);
        }
    }

    /**
     * {@code (x - center) / spread}.
     *
     * @param center in the input's unit, finite
     * @param spread in the input's unit, finite and above 0
     */
    record Linear(double center, double spread) implements Curve {
        public Linear {
            require(center, spread);
        }

        @Override
        public double scale(double x) {
            return (x - center) / spread;
        }

        @Override
        public double unscale(double z) {
            return center + spread * z;
        }
    }

    /**
     * {@code (sign(x) log(1 + |x| / unit) - center) / spread}.
     *
     * @param unit in the input's unit, finite and above 0: below it the curve is nearly straight
     * @param center finite
     * @param spread finite and above 0
     */
    record SignedLog(double unit, double center, double spread) implements Curve {
        public SignedLog {
            requirePositive("unit", unit);
            require(center, spread);
        }

        static double log(double x, double unit) {
            double y = StrictMath.log1p(Math.min(Double.MAX_VALUE, Math.abs(x) / unit));
            return x < 0 ? -y : y;
        }

        @Override
        public double scale(double x) {
            return (log(x, unit) - center) / spread;
        }

        @Override
        public double unscale(double z) {
            double y = center + spread * z;
            double x = unit * StrictMath.expm1(Math.abs(y));
            return y < 0 ? -x : x;
        }
    }

    /**
     * From the quantiles of the training rows to those of the standard normal distribution: linear between them, and on
     * with the mean slope beyond the first and the last. Equal quantiles count as one, at the mean of their places.
     */
    final class Normal implements Curve {

        /** Quantiles that are kept. */
        static final int QUANTILES = 256;

        private final double[] quantiles; // ascending
        private final double[] x; // [knots], strictly ascending
        private final double[] z; // [knots], strictly ascending
        private final double slope; // scaled units per unit, beyond the ends

        /**
         * @param quantiles ascending, evenly spaced in probability from 0 to 1; copied
         * @throws IllegalArgumentException where there is none, or they are not finite and ascending
         */
        public Normal(double[] quantiles) {
            this.quantiles = quantiles.clone();
            int n = quantiles.length;
            double[] knots = new double[n];
            double[] places = new double[n];
            int count = 0;
            for (int from = 0; from < n; ) {
                int to = from;
                double place = 0;
                for (; to < n && quantiles[to] == quantiles[from]; to++) {
                    place += NormalQuantile.of(probability(to, n));
                }
                if (to == from
                        || !Double.isFinite(quantiles[from])
                        || (from > 0 && quantiles[from] < knots[count - 1])) {
                    throw new IllegalArgumentException("quantiles must be finite and ascending");
                }
                knots[count] = quantiles[from];
                places[count++] = place / (to - from);
                from = to;
            }
            if (count == 0) {
                throw new IllegalArgumentException("quantiles: expected at least one, got none");
            }
            x = Arrays.copyOf(knots, count);
            z = Arrays.copyOf(places, count);
            double rise = count == 1 ? 1 : (z[count - 1] - z[0]) / (x[count - 1] / 2 - x[0] / 2) / 2;
            slope = rise > Double.MIN_NORMAL && rise < Double.MAX_VALUE ? rise : 1;
        }

        /** Of the {@code i}-th of {@code n}; the outermost half a step within 0 and 1, where the normal ones are finite. */
        private static double probability(int i, int n) {
            return n == 1 ? 0.5 : Math.max(0.5 / n, Math.min(1 - 0.5 / n, (double) i / (n - 1)));
        }

        /** Of the sorted, finite values of a column, at least one. */
        static Normal fit(double[] sorted) {
            double[] quantiles = new double[QUANTILES];
            Arrays.setAll(quantiles, i -> Quantile.ofSorted(sorted, (double) i / (QUANTILES - 1)));
            return new Normal(quantiles);
        }

        public double[] quantiles() {
            return quantiles.clone();
        }

        @Override
        public double scale(double value) {
            return interpolate(value, x, z, slope);
        }

        @Override
        public double unscale(double scaled) {
            return interpolate(scaled, z, x, 1 / slope);
        }

        private static double interpolate(double at, double[] from, double[] to, double slope) {
            int last = from.length - 1;
            if (at <= from[0]) {
                return to[0] + (at - from[0]) * slope;
            }
            if (at >= from[last]) {
                return to[last] + (at - from[last]) * slope;
            }
            int found = Arrays.binarySearch(from, at);
            int above = found >= 0 ? found + 1 : -found - 1;
            double share = (at / 2 - from[above - 1] / 2) / (from[above] / 2 - from[above - 1] / 2);
            return to[above - 1] * (1 - share) + to[above] * share;
        }
    }
}
