package dev.sluice.score;

/**
 * Says which columns broke: the square of each column's conditional z, its distance from what a linear model of all other
 * columns expects, in that model's standard deviations. From the precision matrix P of normal rows,
 * {@code z_j = (P (x - mean))_j / sqrt(P_jj)}. Immutable.
 *
 * <p>Of the residual of a wide autoencoder this would be less: such a network copies much of what it is shown, broken or
 * not.
 */
public final class Naming {

    private final float[] mean; // [columns]
    private final Whitening whitening;
    private final float[] precision; // [columns], P_jj

    /**
     * @param mean {@code float[columns]} of normal rows, scaled units; not copied
     * @param whitening of rows less the mean
     */
    public Naming(float[] mean, Whitening whitening) {
        Checks.width("naming", whitening.size(), mean.length);
        this.mean = mean;
        this.whitening = whitening;
        this.precision = whitening.precision();
    }

    /** {@code float[columns]}, not copied. */
    public float[] mean() {
        return mean;
    }

    public Whitening whitening() {
        return whitening;
    }

    /** Fills {@link Evidence#expected} and {@link Evidence#contributions}. */
    void name(Evidence e) {
        for (int j = 0; j < mean.length; j++) {
            e.first[j] = e.present[j] ? e.x[j] - mean[j] : 0;
        }
        whitening.distance(e.first, e.second);
        whitening.transposed(e.second, e.first);
        for (int j = 0; j < mean.length; j++) {
            float y = e.present[j] ? e.first[j] : 0;
            e.contributions[j] = (double) y * y / precision[j];
            e.expected[j] = e.x[j] - y / precision[j];
        }
    }
}
