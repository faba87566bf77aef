package dev.sluice.score;

/**
 * The plain statistic: the mean over the present columns of {@code (residual / scale)^2} of the model's own autoencoder,
 * the scale being the spread of each column's residual on held-out rows. A column that is reconstructed well weighs more
 * than one that never could be.
 */
public final class ReconstructionStatistic implements Statistic {

    /**
     * Smallest scale, in scaled units: a fifth of a field's own deviation. Without it a field that is constant, or nearly
     * a copy of another, would drown all others at its first stir.
     */
    public static final double FLOOR = 0.2;

    private final float[] scale; // [columns]
    private final double[] inverse; // [columns], 1 / scale

    /**
     * @param scale {@code float[columns]}, not copied
     * @throws IllegalArgumentException where a scale is not finite and above 0
     */
    public ReconstructionStatistic(float[] scale) {
        Checks.positive("residual scale", scale);
        this.scale = scale;
        this.inverse = new double[scale.length];
        for (int j = 0; j < scale.length; j++) {
            inverse[j] = 1.0 / scale[j];
        }
    }

    /** {@code float[columns]}: root mean square residual of each column on held-out rows, floored; not copied. */
    public float[] scale() {
        return scale;
    }

    @Override
    public int columns() {
        return scale.length;
    }

    @Override
    public int memory() {
        return 0;
    }

    @Override
    public Evidence newEvidence() {
        return new Evidence(scale.length, null);
    }

    @Override
    public void forget(boolean[] columns, float[] memory) {
        // Every row is judged on its own.
    }

    @Override
    public double of(Evidence e, float[] memory) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < inverse.length; j++) {
            double r = 0;
            if (e.present[j]) {
                r = ((double) e.x[j] - e.reconstruction[j]) * inverse[j];
                count++;
            }
            e.expected[j] = e.reconstruction[j];
            e.contributions[j] = r * r;
            sum += r * r;
        }
        return count == 0 ? 0 : sum / count;
    }
}
