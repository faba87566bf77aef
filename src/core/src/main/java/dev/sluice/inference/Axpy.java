package dev.sluice.inference;

/** Adds multiples of weight rows to outputs, always in the order of the inputs: the one inner loop of all kernels. */
final class Axpy {
    private Axpy() {}

    /**
     * {@code y[to + j] += x[from + i] * w[row + i][j]} for every {@code i} below {@code count} in ascending order, and
     * all j.
     */
    static void add(float[] x, int from, int count, float[][] w, int row, float[] y, int to) {
        int i = 0;
        for (int end = count - 3; i < end; i += 4) {
            int a = from + i;
            int r = row + i;
            add4(x[a], w[r], x[a + 1], w[r + 1], x[a + 2], w[r + 2], x[a + 3], w[r + 3], y, to);
        }
        for (; i < count; i++) {
            add(x[from + i], w[row + i], y, to);
        }
    }

    /** A loop that the JIT compiler vectorizes. */
    private static void add(float a, float[] w, float[] y, int to) {
        for (int j = 0; j < w.length; j++) {
            y[to + j] += a * w[j];
        }
    }

    /** Four of them in one pass over {@code y}, with the additions in the same order. */
    private static void add4(
            float a0, float[] w0, float a1, float[] w1, float a2, float[] w2, float a3, float[] w3, float[] y, int to) {
        for (int j = 0; j < w0.length; j++) {
            y[to + j] = (((y[to + j] + a0 * w0[j]) + a1 * w1[j]) + a2 * w2[j]) + a3 * w3[j];
        }
    }
}
