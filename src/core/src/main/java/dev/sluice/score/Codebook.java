package dev.sluice.score;

/**
 * Centroids of normal rows. A row is compared with the nearest of them, over the values that it has. Immutable.
 *
 * <p>Distances to all centroids come from one pass over the row, because
 * {@code |x - c|^2 = |x|^2 - 2 (x.c - |c|^2 / 2)}: the loop runs over centroids and is vectorized by the JIT compiler.
 */
public final class Codebook {

    private final float[][] centroids; // [centroids][columns]
    private final float[][] byColumn; // [columns][centroids]
    private final float[] halfNorms; // [centroids], |c|^2 / 2

    /**
     * @param centroids {@code float[centroids][columns]}, finite, not copied
     * @throws IllegalArgumentException where there is none, or they differ in width
     */
    public Codebook(float[][] centroids) {
        if (centroids.length == 0 || centroids[0].length == 0) {
            throw new IllegalArgumentException("a codebook needs at least one centroid of at least one column");
        }
        int columns = centroids[0].length;
        this.centroids = centroids;
        this.byColumn = new float[columns][centroids.length];
        this.halfNorms = new float[centroids.length];
        for (int k = 0; k < centroids.length; k++) {
            if (centroids[k].length != columns) {
                throw new IllegalArgumentException(
                        "centroid " + k + " has " + centroids[k].length + " columns, the first has " + columns);
            }
            double norm = 0;
            for (int i = 0; i < columns; i++) {
                byColumn[i][k] = centroids[k][i];
                norm += (double) centroids[k][i] * centroids[k][i];
            }
            halfNorms[k] = (float) (norm / 2);
        }
    }

    /** How many centroids there are. */
    public int size() {
        return centroids.length;
    }

    public int columns() {
        return byColumn.length;
    }

    /** {@code float[columns]}, not copied. */
    public float[] centroid(int k) {
        return centroids[k];
    }

    /** Scratch for {@link #nearest}; each thread brings its own. */
    public float[] newScratch() {
        return new float[centroids.length];
    }

    /**
     * The centroid nearest to a row; of equally near ones the first.
     *
     * @param x {@code float[columns]}
     * @param present {@code boolean[columns]}: what the distance runs over
     * @param complete whether all are present
     * @param scratch made by {@link #newScratch()}
     */
    public int nearest(float[] x, boolean[] present, boolean complete, float[] scratch) {
        if (complete) {
            similarities(x, scratch);
        } else {
            similarities(x, present, scratch);
        }
        int best = 0;
        for (int k = 1; k < scratch.length; k++) {
            if (scratch[k] > scratch[best]) {
                best = k;
            }
        }
        return best;
    }

    /** {@code x.c - |c|^2 / 2} of every centroid. */
    private void similarities(float[] x, float[] s) {
        for (int k = 0; k < s.length; k++) {
            s[k] = -halfNorms[k];
        }
        int i = 0;
        for (int end = x.length - 3; i < end; i += 4) {
            add4(x[i], byColumn[i], x[i + 1], byColumn[i + 1], x[i + 2], byColumn[i + 2], x[i + 3], byColumn[i + 3], s);
        }
        for (; i < x.length; i++) {
            add(x[i], byColumn[i], s);
        }
    }

    private static void add(float a, float[] c, float[] s) {
        for (int k = 0; k < s.length; k++) {
            s[k] += a * c[k];
        }
    }

    private static void add4(
            float a0, float[] c0, float a1, float[] c1, float a2, float[] c2, float a3, float[] c3, float[] s) {
        for (int k = 0; k < s.length; k++) {
            s[k] = (((s[k] + a0 * c0[k]) + a1 * c1[k]) + a2 * c2[k]) + a3 * c3[k];
        }
    }

    /** Minus half the squared distance over the values that are present. */
    private void similarities(float[] x, boolean[] present, float[] s) {
        java.util.Arrays.fill(s, 0);
        for (int i = 0; i < x.length; i++) {
            if (present[i]) {
                float[] c = byColumn[i];
                for (int k = 0; k < s.length; k++) {
                    float d = x[i] - c[k];
                    s[k] -= 0.5f * d * d;
                }
            }
        }
    }
}
