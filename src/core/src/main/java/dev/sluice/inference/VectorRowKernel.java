package dev.sluice.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API's loops: sums are held in registers across all inputs. Multiplies and adds apart, never fused, so that
 * every sum rounds as in the plain loops. With {@link VectorPanel} the only class that needs {@code jdk.incubator.vector}.
 *
 * <p>Vectors are loaded where they are used: a helper that the JIT compiler has compiled by itself may not be inlined any
 * more, and a vector that passes through a call is allocated. {@link #tanh} is called in one place only.
 *
 * <p>Outputs go by blocks of 8, 5, 4 or 2 vectors. Where a block's outputs do not fill its vectors, the latter half of them
 * reaches back over outputs that the former half holds too: both come to the same bits, and no tail is left over.
 */
public final class VectorRowKernel implements RowKernel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Made by {@link RowKernel#fastest()}. */
    public VectorRowKernel() {}

    @Override
    public void add(float[] x, int from, int count, float[][] w, int row, int column, float[] y, int to) {
        if (count <= 0) {
            return;
        }
        int width = w[row].length - column;
        int j = 0;
        while (width - j > 5 * LANES) {
            int block = Math.min(width - j, 8 * LANES);
            add8(x, from, count, w, row, column + j, y, to + j, block);
            j += block;
        }
        if (width - j > 4 * LANES) {
            add5(x, from, count, w, row, column + j, y, to + j, width - j);
        } else if (width - j >= 2 * LANES) {
            add4(x, from, count, w, row, column + j, y, to + j, width - j);
        } else if (width - j >= LANES) {
            add2(x, from, count, w, row, column + j, y, to + j, width - j);
        } else {
            for (; j < width; j++) {
                y[to + j] = add1(x, from, count, w, row, column + j, y[to + j]);
            }
        }
    }

    private static float add1(float[] x, int from, int count, float[][] w, int row, int j, float start) {
        float sum = start;
        for (int i = 0; i < count; i++) {
            sum += x[from + i] * w[row + i][j];
        }
        return sum;
    }

    private static void add2(
            float[] x, int from, int count, float[][] w, int row, int j0, float[] y, int to, int width) {
        int last = width - LANES;
        int j1 = j0 + last;
        FloatVector y0 = FloatVector.fromArray(SPECIES, y, to);
        FloatVector y1 = FloatVector.fromArray(SPECIES, y, to + last);
        for (int i = 0; i < count; i++) {
            float[] r = w[row + i];
            FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, r, j0)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, r, j1)));
        }
        y0.intoArray(y, to);
        y1.intoArray(y, to + last);
    }

    private static void add4(
            float[] x, int from, int count, float[][] w, int row, int j0, float[] y, int to, int width) {
        int half = width - 2 * LANES;
        int j1 = j0 + LANES;
        int j2 = j0 + half;
        int j3 = j2 + LANES;
        FloatVector y0 = FloatVector.fromArray(SPECIES, y, to);
        FloatVector y1 = FloatVector.fromArray(SPECIES, y, to + LANES);
        FloatVector y2 = FloatVector.fromArray(SPECIES, y, to + half);
        FloatVector y3 = FloatVector.fromArray(SPECIES, y, to + half + LANES);
        for (int i = 0; i < count; i++) {
            float[] r = w[row + i];
            FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, r, j0)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, r, j1)));
            y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, r, j2)));
            y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, r, j3)));
        }
        y0.intoArray(y, to);
        y1.intoArray(y, to + LANES);
        y2.intoArray(y, to + half);
        y3.intoArray(y, to + half + LANES);
    }

    private static void add5(
            float[] x, int from, int count, float[][] w, int row, int j0, float[] y, int to, int width) {
        int last = width - LANES;
        int j1 = j0 + LANES;
        int j2 = j1 + LANES;
        int j3 = j2 + LANES;
        int j4 = j0 + last;
        FloatVector y0 = FloatVector.fromArray(SPECIES, y, to);
        FloatVector y1 = FloatVector.fromArray(SPECIES, y, to + LANES);
        FloatVector y2 = FloatVector.fromArray(SPECIES, y, to + 2 * LANES);
        FloatVector y3 = FloatVector.fromArray(SPECIES, y, to + 3 * LANES);
        FloatVector y4 = FloatVector.fromArray(SPECIES, y, to + last);
        for (int i = 0; i < count; i++) {
            float[] r = w[row + i];
            FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, r, j0)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, r, j1)));
            y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, r, j2)));
            y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, r, j3)));
            y4 = y4.add(a.mul(FloatVector.fromArray(SPECIES, r, j4)));
        }
        y0.intoArray(y, to);
        y1.intoArray(y, to + LANES);
        y2.intoArray(y, to + 2 * LANES);
        y3.intoArray(y, to + 3 * LANES);
        y4.intoArray(y, to + last);
    }

    private static void add8(
            float[] x, int from, int count, float[][] w, int row, int j0, float[] y, int to, int width) {
        int half = width - 4 * LANES;
        int j1 = j0 + LANES;
        int j2 = j1 + LANES;
        int j3 = j2 + LANES;
        int j4 = j0 + half;
        int j5 = j4 + LANES;
        int j6 = j5 + LANES;
        int j7 = j6 + LANES;
        FloatVector y0 = FloatVector.fromArray(SPECIES, y, to);
        FloatVector y1 = FloatVector.fromArray(SPECIES, y, to + LANES);
        FloatVector y2 = FloatVector.fromArray(SPECIES, y, to + 2 * LANES);
        FloatVector y3 = FloatVector.fromArray(SPECIES, y, to + 3 * LANES);
        FloatVector y4 = FloatVector.fromArray(SPECIES, y, to + half);
        FloatVector y5 = FloatVector.fromArray(SPECIES, y, to + half + LANES);
        FloatVector y6 = FloatVector.fromArray(SPECIES, y, to + half + 2 * LANES);
        FloatVector y7 = FloatVector.fromArray(SPECIES, y, to + half + 3 * LANES);
        for (int i = 0; i < count; i++) {
            float[] r = w[row + i];
            FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, r, j0)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, r, j1)));
            y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, r, j2)));
            y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, r, j3)));
            y4 = y4.add(a.mul(FloatVector.fromArray(SPECIES, r, j4)));
            y5 = y5.add(a.mul(FloatVector.fromArray(SPECIES, r, j5)));
            y6 = y6.add(a.mul(FloatVector.fromArray(SPECIES, r, j6)));
            y7 = y7.add(a.mul(FloatVector.fromArray(SPECIES, r, j7)));
        }
        y0.intoArray(y, to);
        y1.intoArray(y, to + LANES);
        y2.intoArray(y, to + 2 * LANES);
        y3.intoArray(y, to + 3 * LANES);
        y4.intoArray(y, to + half);
        y5.intoArray(y, to + half + LANES);
        y6.intoArray(y, to + half + 2 * LANES);
        y7.intoArray(y, to + half + 3 * LANES);
    }

    /** Widths below a vector are left to the plain loops. */
    @Override
    public Matrix blocks(float[][] w, int blocks) {
        return w[0].length / blocks < LANES ? new PlainRowKernel().blocks(w, blocks) : VectorPanel.blocks(w, blocks);
    }

    /** Adding what is 0 changes nothing. */
    @Override
    public Matrix triangle(float[][] w) {
        return matrix(w);
    }

    /**
     * By blocks of as many outputs as a vector has lanes, along the diagonals of the triangle: lane l holds the sums of output
     * {@code i + l}, and its factors are one after the other in the input. Of a block's last diagonals some lanes are left over
     * from their fours, so that there are two weights each, of which one is 0.
     */
    @Override
    public Matrix transposedTriangle(float[][] w) {
        int n = w.length;
        if (n < LANES) {
            return new PlainRowKernel().transposedTriangle(w);
        }
        int blocks = (n + LANES - 1) / LANES;
        float[][] diagonals = new float[blocks][];
        for (int b = 0; b < blocks; b++) {
            diagonals[b] = diagonals(w, Math.min(b * LANES, n - LANES));
        }
        return (x, start, y) -> {
            for (int b = 0; b < blocks; b++) {
                int first = Math.min(b * LANES, n - LANES);
                alongDiagonals(x, first, diagonals[b], wholeFours(n, first), y);
            }
        };
    }

    /** How many fours of diagonals are whole for every lane of the block. */
    private static int wholeFours(int n, int first) {
        return (n - first - LANES + 1) / 4;
    }

    private static float[] diagonals(float[][] w, int first) {
        int n = w.length;
        int whole = wholeFours(n, first);
        int fours = (n - first + 3) / 4;
        float[] packed = new float[LANES * (4 * whole + 6 * (fours - whole))];
        for (int l = 0; l < LANES; l++) {
            int i = first + l;
            int leftOver = (n - i) / 4 * 4; // the first diagonal that is
            for (int d = 0; d < n - i; d++) {
                int four = d / 4;
                int vector = 4 * four + d % 4;
                if (four >= whole) {
                    vector = 4 * whole + 6 * (four - whole) + (d % 4 == 0 || d < leftOver ? d % 4 : 3 + d % 4);
                }
                packed[vector * LANES + l] = w[i][i + d];
            }
        }
        return packed;
    }

    private static void alongDiagonals(float[] x, int first, float[] w, int whole, float[] y) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int at = first;
        int k = 0;
        for (int end = whole * 4 * LANES; k < end; k += 4 * LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, at).mul(FloatVector.fromArray(SPECIES, w, k)));
            s1 = s1.add(FloatVector.fromArray(SPECIES, x, at + 1).mul(FloatVector.fromArray(SPECIES, w, k + LANES)));
            s2 = s2.add(
                    FloatVector.fromArray(SPECIES, x, at + 2).mul(FloatVector.fromArray(SPECIES, w, k + 2 * LANES)));
            s3 = s3.add(
                    FloatVector.fromArray(SPECIES, x, at + 3).mul(FloatVector.fromArray(SPECIES, w, k + 3 * LANES)));
            at += 4;
        }
        for (; k < w.length; k += 6 * LANES) {
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, at + 1);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, at + 2);
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, at).mul(FloatVector.fromArray(SPECIES, w, k)));
            s1 = s1.add(x1.mul(FloatVector.fromArray(SPECIES, w, k + LANES)));
            s2 = s2.add(x2.mul(FloatVector.fromArray(SPECIES, w, k + 2 * LANES)));
            s3 = s3.add(
                    FloatVector.fromArray(SPECIES, x, at + 3).mul(FloatVector.fromArray(SPECIES, w, k + 3 * LANES)));
            s0 = s0.add(x1.mul(FloatVector.fromArray(SPECIES, w, k + 4 * LANES)));
            s0 = s0.add(x2.mul(FloatVector.fromArray(SPECIES, w, k + 5 * LANES)));
            at += 4;
        }
        s0.add(s1).add(s2.add(s3)).intoArray(y, first);
    }

    @Override
    public void tanh(float[] x) {
        int i = 0;
        for (; i < SPECIES.loopBound(x.length); i += LANES) {
            tanh(FloatVector.fromArray(SPECIES, x, i)).intoArray(x, i);
        }
        for (; i < x.length; i++) {
            x[i] = Elementary.tanh(x[i]);
        }
    }

    /** {@link Elementary#tanh}, step by step. */
    private static FloatVector tanh(FloatVector x) {
        FloatVector half = x.mul(0.5f);
        FloatVector low = half.blend(4.5f, half.compare(VectorOperators.GT, 4.5f));
        FloatVector v = low.blend(-4.5f, low.compare(VectorOperators.LT, -4.5f));
        FloatVector u = v.mul(v);
        FloatVector a = u.mul(5.4975862e-06f)
                .add(0.0025577822f)
                .mul(u)
                .add(0.12596399f)
                .mul(u)
                .add(1f)
                .mul(v);
        FloatVector b = u.mul(0.0001750909f)
                .add(0.022323925f)
                .mul(u)
                .add(0.4592971f)
                .mul(u)
                .add(1f);
        return a.mul(2f).mul(b).div(a.mul(a).add(b.mul(b)));
    }
}
