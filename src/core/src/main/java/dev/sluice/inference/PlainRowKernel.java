package dev.sluice.inference;

/** Loops of the shapes that the JIT compiler vectorizes from Java 17 on. */
final class PlainRowKernel implements RowKernel {

    /** Rows of a triangle that are added in one pass, all of them from the first one's diagonal on. */
    private static final int PASS = 4;

    @Override
    public void add(float[] x, int from, int count, float[][] w, int row, int column, float[] y, int to) {
        int i = 0;
        for (int end = count - 3; i < end; i += 4) {
            int a = from + i;
            int r = row + i;
            if (to == column) {
                add4(x[a], w[r], x[a + 1], w[r + 1], x[a + 2], w[r + 2], x[a + 3], w[r + 3], y, column, w[r].length);
            } else {
                add4(x[a], w[r], x[a + 1], w[r + 1], x[a + 2], w[r + 2], x[a + 3], w[r + 3], column, y, to - column);
            }
        }
        for (; i < count; i++) {
            add(x[from + i], w[row + i], column, y, to - column);
        }
    }

    private static void add(float a, float[] w, int column, float[] y, int shift) {
        for (int j = column; j < w.length; j++) {
            y[shift + j] += a * w[j];
        }
    }

    /** Four rows in one pass over {@code y}, with the additions in the same order. */
    private static void add4(
            float a0,
            float[] w0,
            float a1,
            float[] w1,
            float a2,
            float[] w2,
            float a3,
            float[] w3,
            int column,
            float[] y,
            int shift) {
        for (int j = column; j < w0.length; j++) {
            y[shift + j] = (((y[shift + j] + a0 * w0[j]) + a1 * w1[j]) + a2 * w2[j]) + a3 * w3[j];
        }
    }

    @Override
    public Matrix blocks(float[][] w, int blocks) {
        int width = w[0].length / blocks;
        return (x, start, y) -> {
            System.arraycopy(start, 0, y, 0, y.length);
            for (int b = 0; b < blocks; b++) {
                addBlock(x, b * w.length, w, y, b * width, (b + 1) * width);
            }
        };
    }

    private static void addBlock(float[] x, int from, float[][] w, float[] y, int begin, int end) {
        int i = 0;
        for (int last = w.length - 3; i < last; i += 4) {
            add4(
                    x[from + i],
                    w[i],
                    x[from + i + 1],
                    w[i + 1],
                    x[from + i + 2],
                    w[i + 2],
                    x[from + i + 3],
                    w[i + 3],
                    y,
                    begin,
                    end);
        }
        for (; i < w.length; i++) {
            float a = x[from + i];
            for (int j = begin; j < end; j++) {
                y[j] += a * w[i][j];
            }
        }
    }

    /** The same without a shift: with one, the JIT compiler vectorizes on some runs only. */
    private static void add4(
            float a0,
            float[] w0,
            float a1,
            float[] w1,
            float a2,
            float[] w2,
            float a3,
            float[] w3,
            float[] y,
            int begin,
            int end) {
        for (int j = begin; j < end; j++) {
            y[j] = (((y[j] + a0 * w0[j]) + a1 * w1[j]) + a2 * w2[j]) + a3 * w3[j];
        }
    }

    @Override
    public Matrix triangle(float[][] w) {
        return (x, start, y) -> {
            System.arraycopy(start, 0, y, 0, y.length);
            int passes = w.length - w.length % PASS;
            for (int i = 0; i < passes; i += PASS) {
                add(x, i, PASS, w, i, i, y, i);
            }
            for (int i = passes; i < w.length; i++) {
                add(x, i, 1, w, i, i, y, i);
            }
        };
    }

    @Override
    public Matrix transposedTriangle(float[][] w) {
        return (x, start, y) -> {
            for (int i = 0; i < w.length; i++) {
                y[i] = dot(w[i], x, i);
            }
        };
    }

    private static float dot(float[] a, float[] b, int from) {
        // Four sums at a time: one after the other would wait for each addition.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int j = from;
        for (int end = a.length - 3; j < end; j += 4) {
            s0 += a[j] * b[j];
            s1 += a[j + 1] * b[j + 1];
            s2 += a[j + 2] * b[j + 2];
            s3 += a[j + 3] * b[j + 3];
        }
        for (; j < a.length; j++) {
            s0 += a[j] * b[j];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void tanh(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Elementary.tanh(x[i]);
        }
    }
}
