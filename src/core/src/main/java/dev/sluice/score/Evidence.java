package dev.sluice.score;

import dev.sluice.inference.RowKernel;

/**
 * What is known of one row when it is judged, and what the judgement was; reused from row to row by one thread.
 */
public final class Evidence {

    /** {@code float[columns]}, scaled, imputed where missing. */
    public final float[] x;

    /** {@code boolean[columns]}: what takes part in the judgement. */
    public final boolean[] present;

    /** {@code float[columns]}: what the detector thinks the row should have been; its own values where it has no opinion. */
    public final float[] expected;

    /** {@code double[columns]}: each column's part in the judgement, 0 where missing; the largest name what broke. */
    public final double[] contributions;

    /** {@code float[columns]}: scratch for a residual, 0 where missing. */
    final float[] residual;

    /** {@code float[scratch]}. */
    final float[] first;

    /** {@code float[scratch]}. */
    final float[] second;

    /** {@code float[scratch + RowKernel.PADDING]}, of zeros from {@code scratch} on. */
    final float[] padded;

    /** What the members say; null without an ensemble. */
    final Ensemble.Opinion opinion;

    float[] latent;
    float[] reconstruction;

    Evidence(int columns, Ensemble.Opinion opinion) {
        this(columns, columns, opinion);
    }

    /** @param scratch width of the vectors that are worked with */
    Evidence(int columns, int scratch, Ensemble.Opinion opinion) {
        this.x = new float[columns];
        this.present = new boolean[columns];
        this.expected = new float[columns];
        this.contributions = new double[columns];
        this.residual = new float[columns];
        this.first = new float[scratch];
        this.second = new float[scratch];
        this.padded = new float[scratch + RowKernel.PADDING];
        this.opinion = opinion;
    }

    /**
     * Sets what the model's own autoencoder made of the row.
     *
     * @param latent {@code float[latents]}, not copied
     * @param reconstruction {@code float[columns]}, not copied
     */
    public void autoencoder(float[] latent, float[] reconstruction) {
        this.latent = latent;
        this.reconstruction = reconstruction;
    }

    /** Sets to 0 what belongs to columns that were missing when the members were asked. */
    void clearMissing(float[] values) {
        if (!opinion.isComplete()) {
            for (int j = 0; j < present.length; j++) {
                values[j] = present[j] ? values[j] : 0;
            }
        }
    }
}
