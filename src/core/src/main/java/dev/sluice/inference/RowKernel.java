package dev.sluice.inference;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The inner loops of all kernels. There are two forms of them that give the same bits: plain loops that the JIT compiler
 * vectorizes, and the Vector API's, which is an incubator module and therefore there only where the JVM was started with
 * {@code --add-modules jdk.incubator.vector}. Stateless.
 */
public interface RowKernel {

    /** Zeros after the input of a {@link #transposedTriangle}. */
    int PADDING = 32;

    /**
     * The form to use in this JVM, always the same object. Where there is the Vector API, it goes over to that as soon as it
     * is warm.
     */
    static RowKernel fastest() {
        return Fastest.KERNEL;
    }

    /**
     * Waits until it is settled which form this JVM uses: some seconds after the first use. For those who measure.
     *
     * @throws InterruptedException where the thread is interrupted
     */
    static void awaitFastest() throws InterruptedException {
        if (Fastest.WARMING != null) {
            Fastest.WARMING.join();
        }
    }

    /**
     * Adds multiples of weight rows to outputs, in the order of the inputs: {@code y[to + j] += x[from + i] * w[row + i][column
     * + j]} for every {@code i} below {@code count} in ascending order, and all j up to the end of the row. A product is
     * rounded before it is added.
     *
     * @param w {@code float[rows][width]}
     * @param y {@code float[at least to + width - column]}; another array than {@code x}
     */
    void add(float[] x, int from, int count, float[][] w, int row, int column, float[] y, int to);

    /**
     * A matrix to multiply with often.
     *
     * @param w {@code float[rows][columns]}, at least one of each, not written to afterwards
     */
    default Matrix matrix(float[][] w) {
        return blocks(w, 1);
    }

    /**
     * Matrices of one shape side by side, each with inputs of its own: {@code y[b * n + j] = start[b * n + j] + sum over i of
     * x[b * m + i] * w[i][b * n + j]} for every block b, with m inputs and n outputs each.
     *
     * @param w {@code float[m][blocks * n]}, not written to afterwards
     */
    Matrix blocks(float[][] w, int blocks);

    /**
     * The same of a matrix with {@code w[i][j] = 0} for {@code j < i}, for finite inputs and a start of zeros.
     *
     * @param w {@code float[n][n]}, not written to afterwards
     */
    Matrix triangle(float[][] w);

    /**
     * The transpose of such a triangle: {@code y[i] = sum over j >= i of w[i][j] * x[j]}, from the first j on as four
     * interleaved sums {@code (s0 + s1) + (s2 + s3)}; what is left over after the last four goes to the first sum. It starts
     * with zeros, whatever it is given, and its input is {@code float[n + }{@value #PADDING}{@code ]}, finite, with zeros in the
     * padding.
     *
     * @param w {@code float[n][n]}, not written to afterwards
     */
    Matrix transposedTriangle(float[][] w);

    /** Hyperbolic tangent, in place, to the bits of {@link Elementary#tanh}. */
    void tanh(float[] x);

    /** Chosen once. */
    final class Fastest {
        /** A scorer has begun to score by then. */
        private static final long WARM_AFTER_MS = 3_000;

        private static final RowKernel KERNEL;
        private static final Thread WARMING; // null where there is nothing to choose

        static {
            RowKernel plain = new PlainRowKernel();
            if (!hasVectorApi()) {
                KERNEL = plain;
                WARMING = null;
            } else {
                WarmedKernel warmed = new WarmedKernel(plain);
                KERNEL = warmed;
                WARMING = warmed.warm(Fastest::vectorApi, WARM_AFTER_MS);
            }
        }

        private Fastest() {}

        private static boolean hasVectorApi() {
            return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        }

        /** The Vector API's form; null where there is none. */
        static RowKernel vectorApi() {
            if (!hasVectorApi()) {
                return null;
            }
            try {
                return ServiceLoader.load(RowKernel.class, RowKernel.class.getClassLoader())
                        .findFirst()
                        .orElse(null);
            } catch (ServiceConfigurationError | LinkageError e) {
                return null;
            }
        }
    }
}
