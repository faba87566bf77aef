package dev.sluice.score;

/**
 * How far the latent lies from those of normal rows: the root of its mean squared Mahalanobis distance, whatever the
 * residual says. The fields that are named are those with the largest residuals, in units of their held-out spread.
 */
public final class LatentStatistic implements Statistic {

    private final float[] mean; // [latents]
    private final Whitening whitening;
    private final ReconstructionStatistic residuals;

    /**
     * @param mean {@code float[latents]} of normal rows, not copied
     * @param whitening of latents less the mean
     * @param residuals names the fields
     */
    public LatentStatistic(float[] mean, Whitening whitening, ReconstructionStatistic residuals) {
        Checks.width("whitening", whitening.size(), mean.length);
        this.mean = mean;
        this.whitening = whitening;
        this.residuals = residuals;
    }

    /** {@code float[latents]}, not copied. */
    public float[] mean() {
        return mean;
    }

    public Whitening whitening() {
        return whitening;
    }

    public ReconstructionStatistic residuals() {
        return residuals;
    }

    @Override
    public int columns() {
        return residuals.columns();
    }

    @Override
    public int memory() {
        return 0;
    }

    @Override
    public Evidence newEvidence() {
        return new Evidence(columns(), mean.length, null);
    }

    @Override
    public void forget(boolean[] columns, float[] memory) {
        // Every row is judged on its own.
    }

    @Override
    public double of(Evidence e, float[] memory) {
        residuals.of(e, memory);
        for (int i = 0; i < mean.length; i++) {
            e.first[i] = e.latent[i] - mean[i];
        }
        return Math.sqrt(whitening.distance(e.first, e.second) / mean.length);
    }
}
