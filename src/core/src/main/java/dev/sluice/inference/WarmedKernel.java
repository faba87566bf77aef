package dev.sluice.inference;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Plain loops until the Vector API's are compiled and faster: before, each of its operations is a call that allocates, a
 * hundred times as slow. They are warmed on a thread of their own, some time after the first use, so that neither the
 * start nor a record has to wait for them. Both give the same bits, so nobody can tell but by a clock. Thread-safe.
 */
final class WarmedKernel implements RowKernel {

    private static final int ROUNDS = 300;

    /** Rounds in a row that vectors must win. */
    private static final int WON = 3;

    private static final long PAUSE_MS = 20;

    private final RowKernel plain;
    private volatile RowKernel current;

    /** @param plain what is used from the start */
    WarmedKernel(RowKernel plain) {
        this.plain = plain;
        this.current = plain;
    }

    /**
     * Begins to warm up, and returns at once.
     *
     * @param vectors gives the Vector API's form, or null where there is none; called on another thread
     * @param afterMillis how long to leave the processors to what starts
     * @return what ends once it is settled which form is used
     */
    Thread warm(Supplier<RowKernel> vectors, long afterMillis) {
        Thread thread = new Thread(
                () -> {
                    if (isLeftAlone(afterMillis)) {
                        RowKernel fast = vectors.get();
                        if (fast != null && agrees(fast) && wins(fast)) {
                            current = fast;
                        }
                    }
                },
                "sluice-kernels");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What is used now. */
    RowKernel current() {
        return current;
    }

    /** Waits; false where the thread is to end. */
    private static boolean isLeftAlone(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An incubator's interface may change: it is called here, before anything depends on it. */
    private boolean agrees(RowKernel other) {
        try {
            return Arrays.deepEquals(new Sample(plain).results(), new Sample(other).results());
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Whether it is faster, as soon as it is. */
    private boolean wins(RowKernel fast) {
        Sample ours = new Sample(plain);
        Sample theirs = new Sample(fast);
        int won = 0;
        for (int round = 0; round < ROUNDS && won < WON; round++) {
            long before = System.nanoTime();
            ours.often();
            long between = System.nanoTime();
            theirs.often();
            long after = System.nanoTime();
            won = after - between < between - before ? won + 1 : 0;
            if (!isLeftAlone(PAUSE_MS)) {
                return false;
            }
        }
        return won == WON;
    }

    /** What a scorer asks for, in widths of which each has other loops: what is not warmed here, a record would wait for. */
    private static final class Sample {
        private static final int TIMES = 200;
        private static final int ROWS = 40;
        private static final int[] WIDTHS = {13, 16, 32, 38, 64, 207};
        private static final int BLOCKS = 4;

        private final RowKernel kernel;
        private final float[][] w = values(ROWS, WIDTHS[WIDTHS.length - 1]);
        private final Matrix[] matrices = new Matrix[WIDTHS.length];
        private final float[][] y = new float[WIDTHS.length][];
        private final Matrix blocks;
        private final float[] beside = new float[BLOCKS * ROWS];
        private final Matrix transposed;
        private final float[] padded = new float[ROWS + PADDING];
        private final float[] sums = new float[w[0].length];

        Sample(RowKernel kernel) {
            this.kernel = kernel;
            for (int k = 0; k < WIDTHS.length; k++) {
                matrices[k] = kernel.matrix(values(ROWS, WIDTHS[k]));
                y[k] = new float[WIDTHS[k]];
            }
            blocks = kernel.blocks(values(ROWS, beside.length), BLOCKS);
            transposed = kernel.transposedTriangle(values(ROWS, ROWS));
            System.arraycopy(w[0], 0, padded, 0, ROWS);
        }

        private static float[][] values(int rows, int width) {
            float[][] w = new float[rows][width];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < width; j++) {
                    w[i][j] = 1f / (1 + i * width + j);
                }
            }
            return w;
        }

        /** All that it comes to. */
        float[][] results() {
            once();
            float[][] results = Arrays.copyOf(y, y.length + 2);
            results[y.length] = sums;
            results[y.length + 1] = beside;
            return results;
        }

        private void once() {
            Arrays.fill(sums, 0);
            for (int k = 0; k < WIDTHS.length; k++) {
                matrices[k].multiply(w[k], w[k + 1], y[k]);
                kernel.add(w[k], 0, WIDTHS[0], w, 0, 0, sums, 0);
                kernel.tanh(y[k]);
            }
            blocks.multiply(w[1], w[2], beside);
            kernel.tanh(beside);
            transposed.multiply(padded, beside, sums);
        }

        void often() {
            for (int n = 0; n < TIMES; n++) {
                once();
            }
        }
    }

    @Override
    public void add(float[] x, int from, int count, float[][] w, int row, int column, float[] y, int to) {
        current.add(x, from, count, w, row, column, y, to);
    }

    @Override
    public void tanh(float[] x) {
        current.tanh(x);
    }

    @Override
    public Matrix blocks(float[][] w, int blocks) {
        return new WarmedMatrix(kernel -> kernel.blocks(w, blocks));
    }

    @Override
    public Matrix triangle(float[][] w) {
        return new WarmedMatrix(kernel -> kernel.triangle(w));
    }

    @Override
    public Matrix transposedTriangle(float[][] w) {
        return new WarmedMatrix(kernel -> kernel.transposedTriangle(w));
    }

    /** Laid out anew at the first use after vectors are warm. Threads that do so at the same time come to the same. */
    private final class WarmedMatrix implements Matrix {
        private final Function<RowKernel, Matrix> layout;
        private final Matrix slow;
        private Matrix fast; // null until it is made; immutable, so that it may be seen late

        WarmedMatrix(Function<RowKernel, Matrix> layout) {
            this.layout = layout;
            this.slow = layout.apply(plain);
        }

        @Override
        public void multiply(float[] x, float[] start, float[] y) {
            Matrix ready = fast;
            if (ready != null) {
                ready.multiply(x, start, y);
            } else if (current == plain) {
                slow.multiply(x, start, y);
            } else {
                ready = layout.apply(current);
                fast = ready;
                ready.multiply(x, start, y);
            }
        }
    }
}
