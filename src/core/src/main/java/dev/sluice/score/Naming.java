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
        float[] first = e.first;
        for (int j = 0; j < mean.length; j++) {
            first[j] = e.x[j] - mean[j];
        }
        e.clearMissing(first);
        whitening.apply(first, e.second);
        whitening.transposed(e.second, e.padded, first);
        e.clearMissing(first);
        for (int j = 0; j < mean.length; j++) {
            double y = first[j];
            e.contributions[j] = y * y / precision[j];
        }
        for (int j = 0; j < mean.length; j++) {
            e.expected[j] = e.x[j] - first[j] / precision[j];
        }
    }
}
