package dev.sluice.inference;

import java.util.Arrays;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The inner loops of all kernels. There are two forms of them that give the same bits: plain loops that the JIT compiler
 * vectorizes, and the Vector API's, which is an incubator module and therefore there only where the JVM was started with
 * {@code --add-modules jdk.incubator.vector}. Stateless.
 */
public interface RowKernel {

    /** From here on the Vector API's form is the faster one; in Java 17 the plain loops are. */
    int VECTOR_API_PAYS_SINCE = 25;

    /** The faster form of those that this JVM offers; always the same one. */
    static RowKernel fastest() {
        return Fastest.KERNEL;
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
    Matrix matrix(float[][] w);

    /**
     * The same of a matrix with {@code w[i][j] = 0} for {@code j < i}, for finite inputs and a start of zeros.
     *
     * @param w {@code float[n][n]}, not written to afterwards
     */
    Matrix triangle(float[][] w);

    /**
     * The dot product from {@code from} on, as four interleaved sums {@code (s0 + s1) + (s2 + s3)}; what is left over after
     * the last four goes to the first sum.
     *
     * @param a {@code float[n]}
     * @param b {@code float[n]}
     */
    float dot(float[] a, float[] b, int from);

    /** Hyperbolic tangent, in place, to the bits of {@link Elementary#tanh}. */
    void tanh(float[] x);

    /** Chosen once. */
    final class Fastest {
        private static final RowKernel KERNEL = choose(Runtime.version().feature());

        private Fastest() {}

        static RowKernel choose(int java) {
            RowKernel plain = new PlainRowKernel();
            if (java < VECTOR_API_PAYS_SINCE) {
                return plain;
            }
            RowKernel vector = vectorApi();
            return vector != null && agree(plain, vector) ? vector : plain;
        }

        /** The Vector API's form, whatever the JVM's age; null where there is none. */
        static RowKernel vectorApi() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
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

        /** An incubator's interface may change: it is called once here, before anything depends on it. */
        private static boolean agree(RowKernel one, RowKernel other) {
            try {
                return Arrays.equals(sample(one), sample(other));
            } catch (LinkageError e) {
                return false;
            }
        }

        private static float[] sample(RowKernel kernel) {
            int width = 207;
            float[][] w = new float[13][width];
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < width; j++) {
                    w[i][j] = 1f / (1 + i * width + j);
                }
            }
            float[] y = new float[width];
            kernel.add(w[0], 0, w.length, w, 0, 0, y, 0);
            kernel.matrix(w).multiply(w[1], y.clone(), y);
            kernel.tanh(y);
            y[0] = kernel.dot(y, w[1], 1);
            return y;
        }
    }
}
