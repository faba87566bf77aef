package dev.sluice.bench.speed;

import java.util.Arrays;
import java.util.Random;

/**
 * As many weights as a network has, used once each in the ways that a compiler does best with: rows of {@value #COLUMNS},
 * several a pass, so that the sums are loaded and stored once for several weights, and stay in the first cache. Adding
 * without multiplying, and comparing without adding (the JVM's own code for {@link Arrays#equals}), make the bound one of
 * loads and not of arithmetic, nor of how well a loop is compiled: nothing that has to load every weight once is faster
 * than the best of these.
 */
final class WeightStream {

    private static final int COLUMNS = 608;
    private static final int PASS = 8;

    private final float[][] weights; // [rows][COLUMNS]
    private final float[] factors; // [rows]
    private final float[] sums = new float[COLUMNS];
    private final int[] half; // [weights / 2], bits
    private final int[] sameHalf; // [weights / 2]

    /** @param count about so many weights: a whole number of passes */
    WeightStream(int count) {
        int rows = Math.max(1, Math.round((float) count / COLUMNS / PASS)) * PASS;
        Random random = new Random(4);
        weights = new float[rows][];
        for (int r = 0; r < rows; r++) {
            weights[r] = RandomLayers.values(COLUMNS, 0.01, random);
        }
        factors = RandomLayers.values(rows, 0.01, random);
        half = random.ints(rows * COLUMNS / 2).toArray();
        sameHalf = half.clone();
    }

    int weights() {
        return weights.length * COLUMNS;
    }

    /** Loads as many and compares one half with the other, so many times. */
    double compared(int times) {
        int equal = 0;
        for (int n = 0; n < times; n++) {
            // Something new, or once would be enough.
            half[n % half.length]++;
            sameHalf[n % half.length]++;
            equal += Arrays.equals(half, sameHalf) ? 1 : 0;
        }
        return equal;
    }

    /** Adds all weights up, so many times. */
    double added(int times) {
        float[] y = sums;
        for (int n = 0; n < times; n++) {
            begin();
            for (int r = 0; r < weights.length; r += PASS) {
                add(
                        y,
                        weights[r],
                        weights[r + 1],
                        weights[r + 2],
                        weights[r + 3],
                        weights[r + 4],
                        weights[r + 5],
                        weights[r + 6],
                        weights[r + 7]);
            }
        }
        return y[0];
    }

    /** Multiplies each row by its factor and adds, 8 rows a pass. */
    double multiplied(int times) {
        float[] y = sums;
        for (int n = 0; n < times; n++) {
            begin();
            for (int r = 0; r < weights.length; r += PASS) {
                multiply(y, weights, factors, r);
            }
        }
        return y[0];
    }

    /** The same, 4 rows a pass. */
    double multipliedByFour(int times) {
        float[] y = sums;
        for (int n = 0; n < times; n++) {
            begin();
            for (int r = 0; r < weights.length; r += 4) {
                multiplyFour(y, weights, factors, r);
            }
        }
        return y[0];
    }

    private void begin() {
        for (int j = 0; j < COLUMNS; j++) {
            sums[j] = 0;
        }
    }

    private static void add(
            float[] y, float[] a, float[] b, float[] c, float[] d, float[] e, float[] f, float[] g, float[] h) {
        for (int j = 0; j < COLUMNS; j++) {
            y[j] += ((a[j] + b[j]) + (c[j] + d[j])) + ((e[j] + f[j]) + (g[j] + h[j]));
        }
    }

    private static void multiply(float[] y, float[][] w, float[] x, int r) {
        float[] a = w[r];
        float[] b = w[r + 1];
        float[] c = w[r + 2];
        float[] d = w[r + 3];
        float[] e = w[r + 4];
        float[] f = w[r + 5];
        float[] g = w[r + 6];
        float[] h = w[r + 7];
        float x0 = x[r];
        float x1 = x[r + 1];
        float x2 = x[r + 2];
        float x3 = x[r + 3];
        float x4 = x[r + 4];
        float x5 = x[r + 5];
        float x6 = x[r + 6];
        float x7 = x[r + 7];
        for (int j = 0; j < COLUMNS; j++) {
            y[j] += ((x0 * a[j] + x1 * b[j]) + (x2 * c[j] + x3 * d[j]))
                    + ((x4 * e[j] + x5 * f[j]) + (x6 * g[j] + x7 * h[j]));
        }
    }

    private static void multiplyFour(float[] y, float[][] w, float[] x, int r) {
        float[] a = w[r];
        float[] b = w[r + 1];
        float[] c = w[r + 2];
        float[] d = w[r + 3];
        float x0 = x[r];
        float x1 = x[r + 1];
        float x2 = x[r + 2];
        float x3 = x[r + 3];
        for (int j = 0; j < COLUMNS; j++) {
            y[j] += (x0 * a[j] + x1 * b[j]) + (x2 * c[j] + x3 * d[j]);
        }
    }
}
