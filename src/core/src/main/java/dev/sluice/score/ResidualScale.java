package dev.sluice.score;

/**
 * The spread of each feature's residual on held-out rows, and the statistic built on it: the mean over the present
 * features of {@code (residual / scale)^2}. A feature that the network reconstructs well weighs more than one it never
 * could. Immutable.
 */
public final class ResidualScale {

    /**
     * Smallest scale, in scaled units: a fifth of a field's own deviation. Without it a field that is constant, or nearly
     * a copy of another, would drown all others at its first stir.
     */
    public static final double FLOOR = 0.2;

    private final double[] scale; // [features]
    private final double[] inverse; // [features], 1 / scale

    /** @throws IllegalArgumentException where a scale is not finite and above 0 */
    public ResidualScale(double[] scale) {
        this.scale = scale.clone();
        inverse = new double[scale.length];
        for (int j = 0; j < scale.length; j++) {
            if (!(scale[j] > 0) || scale[j] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("residualScale[" + j + "] must be finite and above 0: " + scale[j]);
            }
            inverse[j] = 1 / scale[j];
        }
    }

    /** {@code double[features]}: the scale of each feature. */
    public double[] values() {
        return scale.clone();
    }

    public int size() {
        return inverse.length;
    }

    /**
     * @param observed {@code float[features]}, scaled units
     * @param reconstruction {@code float[features]}, scaled units
     * @param present {@code boolean[features]}
     * @param contributions {@code double[features]}, overwritten: each feature's part, 0 where missing; the largest name
     *     the fields that broke
     * @return the statistic; 0 where nothing is present
     */
    public double statistic(float[] observed, float[] reconstruction, boolean[] present, double[] contributions) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < inverse.length; j++) {
            if (present[j]) {
                double r = ((double) observed[j] - reconstruction[j]) * inverse[j];
                contributions[j] = r * r;
                sum += contributions[j];
                count++;
            } else {
                contributions[j] = 0;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Collects squared residuals of held-out rows. */
    public static final class Fit {
        private final double[] squares;
        private final long[] counts;

        public Fit(int features) {
            squares = new double[features];
            counts = new long[features];
        }

        /** Adds one row; arrays as in {@link ResidualScale#statistic}. */
        public void add(float[] observed, float[] reconstruction, boolean[] present) {
            for (int j = 0; j < squares.length; j++) {
                if (present[j]) {
                    double r = (double) observed[j] - reconstruction[j];
                    squares[j] += r * r;
                    counts[j]++;
                }
            }
        }

        /** Root mean square residual of each feature, at least {@link #FLOOR}; 1 where a feature was never present. */
        public ResidualScale fit() {
            double[] scale = new double[squares.length];
            for (int j = 0; j < scale.length; j++) {
                scale[j] = counts[j] == 0 ? 1 : Math.max(FLOOR, Math.sqrt(squares[j] / counts[j]));
            }
            return new ResidualScale(scale);
        }
    }
}
