package dev.sluice.score;

import dev.sluice.inference.Matrix;
import dev.sluice.inference.RowKernel;
import java.util.Arrays;
import java.util.List;

/**
 * Centroids of normal rows. A row is compared with the nearest of them, over the values that it has. Immutable.
 *
 * <p>Distances to all centroids come from one pass over the row, because
 * {@code |x - c|^2 = |x|^2 - 2 (x.c - |c|^2 / 2)}: the loop runs over centroids and is vectorized by the JIT compiler.
 */
public final class Codebook {

    private final float[][] centroids; // [centroids][columns]
    private final float[][] byColumn; // [columns][centroids]
    private final float[] minusHalfNorms; // [centroids], -|c|^2 / 2
    private final Matrix matrix; // byColumn

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
        this.minusHalfNorms = new float[centroids.length];
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
            minusHalfNorms[k] = -(float) (norm / 2);
        }
        this.matrix = RowKernel.fastest().matrix(byColumn);
    }

    /** The centroids of several, one after the other. */
    static Codebook joined(List<Codebook> codebooks) {
        return new Codebook(
                codebooks.stream().flatMap(c -> Arrays.stream(c.centroids)).toArray(float[][]::new));
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
        similarities(x, present, complete, scratch);
        return largest(scratch, 0, scratch.length);
    }

    /** How near every centroid is to a row, as for {@link #nearest}: of two, the nearer one has the larger value. */
    void similarities(float[] x, boolean[] present, boolean complete, float[] into) {
        if (complete) {
            similarities(x, into);
        } else {
            similarities(x, present, into);
        }
    }

    /** The index of the largest value, from {@code from} to before {@code to}; of equal ones the first. */
    static int largest(float[] values, int from, int to) {
        int best = from;
        float most = values[from];
        for (int k = from + 1; k < to; k++) {
            if (values[k] > most) {
                most = values[k];
                best = k;
            }
        }
        return best;
    }

    /** {@code x.c - |c|^2 / 2} of every centroid. */
    private void similarities(float[] x, float[] s) {
        matrix.multiply(x, minusHalfNorms, s);
    }

    /** Minus half the squared distance over the values that are present. */
    private void similarities(float[] x, boolean[] present, float[] s) {
        Arrays.fill(s, 0);
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
