package dev.sluice.trainer.engine;

/**
 * Sums of multiples of vectors: what all products of matrices here are made of. Four vectors at a time, which the JIT
 * compiler makes as many operations of the processor's vectors of; more would not fit into what it unrolls. The additions
 * of each element are in the order of the vectors.
 */
final class Multiples {
    private Multiples() {}

    /**
     * {@code sum[r] += factors[at + i * stride] * vectors[i][r]} for all i and r.
     *
     * @param vectors {@code float[][]}, each as long as {@code sum}
     */
    static void add(float[] factors, int at, int stride, float[][] vectors, float[] sum) {
        int i = 0;
        for (int end = vectors.length - 3; i < end; i += 4) {
            int f = at + i * stride;
            add4(
                    factors[f],
                    vectors[i],
                    factors[f + stride],
                    vectors[i + 1],
                    factors[f + 2 * stride],
                    vectors[i + 2],
                    factors[f + 3 * stride],
                    vectors[i + 3],
                    sum);
        }
        for (; i < vectors.length; i++) {
            add1(factors[at + i * stride], vectors[i], sum);
        }
    }

    private static void add1(float a, float[] x, float[] sum) {
        for (int r = 0; r < sum.length; r++) {
            sum[r] += a * x[r];
        }
    }

    private static void add4(
            float a0, float[] x0, float a1, float[] x1, float a2, float[] x2, float a3, float[] x3, float[] sum) {
        for (int r = 0; r < sum.length; r++) {
            sum[r] = (((sum[r] + a0 * x0[r]) + a1 * x1[r]) + a2 * x2[r]) + a3 * x3[r];
        }
    }

    /** Sum of all elements: of four partial sums, each over every fourth. */
    static float total(float[] x) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i < x.length - 3; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }
}
