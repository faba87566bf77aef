package dev.sluice.trainer.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The matrix products of a layer that is computed slice by slice, in native memory of its own: {@code C = A B} on the way
 * there, {@code B' = A^T C'} and {@code A' = C' B^T} on the way back, where {@code '} is a gradient. Matrices so small that
 * they stay in the cache gain nothing from the engine's arrays, whose making would take longer than the product. Owns native
 * memory until closed.
 */
final class Products implements AutoCloseable {
    private static final int ROW_MAJOR = 101;
    private static final int AS_IT_IS = 111;
    private static final int TRANSPOSED = 112;

    private final int inner;
    private final int columns;
    private final FloatPointer a; // [rows, inner]
    private final FloatPointer b; // [inner, columns]
    private final FloatPointer c; // [rows, columns]
    private final FloatPointer gradient; // [inner, columns]

    /** @param rows of A and C at most */
    Products(int rows, int inner, int columns) {
        this.inner = inner;
        this.columns = columns;
        this.a = new FloatPointer((long) rows * inner);
        this.b = new FloatPointer((long) inner * columns);
        this.c = new FloatPointer((long) rows * columns);
        this.gradient = new FloatPointer((long) inner * columns);
    }

    /** Sets B, and its gradient to 0. */
    void begin(float[] weights) {
        b.put(weights, 0, inner * columns);
        gradient.put(new float[inner * columns], 0, inner * columns);
    }

    /** {@code into = values B}, the first {@code rows} rows of both. */
    void forward(float[] values, float[] into, int rows) {
        a.put(values, 0, rows * inner);
        multiply(AS_IT_IS, AS_IT_IS, rows, columns, inner, a, inner, b, columns, 0, c, columns);
        c.get(into, 0, rows * columns);
    }

    /** Adds to the gradient by B what comes of these rows, whose gradient by C begins at {@code from}. */
    void backward(float[] values, float[] byC, int from, int rows) {
        a.put(values, 0, rows * inner);
        c.put(byC, from, rows * columns);
        multiply(TRANSPOSED, AS_IT_IS, inner, columns, rows, a, inner, c, columns, 1, gradient, columns);
    }

    /** The gradient by A for the rows of the last {@link #backward}. */
    void further(float[] byA, int rows) {
        multiply(AS_IT_IS, TRANSPOSED, rows, inner, columns, c, columns, b, columns, 0, a, inner);
        a.get(byA, 0, rows * inner);
    }

    /** The gradient by B of all rows since {@link #begin}. */
    void end(float[] byB) {
        gradient.get(byB, 0, inner * columns);
    }

    @Override
    public void close() {
        a.close();
        b.close();
        c.close();
        gradient.close();
    }

    private static void multiply(
            int left,
            int right,
            int m,
            int n,
            int k,
            FloatPointer x,
            int xStride,
            FloatPointer y,
            int yStride,
            float keep,
            FloatPointer z,
            int zStride) {
        cblas_sgemm(ROW_MAJOR, left, right, m, n, k, 1, x, xStride, y, yStride, keep, z, zStride);
    }
}
