package dev.sluice.inference;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API's loops: sums are held in registers across all inputs. Multiplies and adds apart, never fused, so that
 * every sum rounds as in the plain loops. The only class that needs {@code jdk.incubator.vector}.
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

    /**
     * By panels of 8, 5, 4 or 2 vectors of outputs, each with its weights one after the other in the order of the inputs.
     * What the last panels have too many are the last outputs once more. Widths below a vector are left to the plain loops.
     */
    @Override
    public Matrix matrix(float[][] w) {
        int width = w[0].length;
        if (width < LANES) {
            return new PlainRowKernel().matrix(w);
        }
        int[] panels = panels((width + LANES - 1) / LANES);
        float[] packed = packed(w, panels);
        return (x, start, y) -> multiply(x, w.length, packed, panels, start, y);
    }

    /** Adding what is 0 changes nothing. */
    @Override
    public Matrix triangle(float[][] w) {
        return matrix(w);
    }

    /** Vectors of each panel. */
    private static int[] panels(int vectors) {
        int[] panels = new int[(vectors + 7) / 8];
        Arrays.fill(panels, 8);
        int rest = vectors - 8 * (panels.length - 1);
        panels[panels.length - 1] = rest > 5 ? 8 : rest == 5 ? 5 : rest > 2 ? 4 : 2;
        return panels;
    }

    private static float[] packed(float[][] w, int[] panels) {
        float[] packed = new float[w.length * LANES * Arrays.stream(panels).sum()];
        int at = 0;
        int column = 0;
        for (int panel : panels) {
            for (float[] row : w) {
                for (int v = 0; v < panel; v++) {
                    int from = Math.min(column + v * LANES, row.length - LANES);
                    System.arraycopy(row, from, packed, at, LANES);
                    at += LANES;
                }
            }
            column += panel * LANES;
        }
        return packed;
    }

    private static void multiply(float[] x, int count, float[] packed, int[] panels, float[] start, float[] y) {
        int at = 0;
        int column = 0;
        for (int panel : panels) {
            switch (panel) {
                case 8 -> panel8(x, count, packed, at, start, y, column);
                case 5 -> panel5(x, count, packed, at, start, y, column);
                case 4 -> panel4(x, count, packed, at, start, y, column);
                default -> panel2(x, count, packed, at, start, y, column);
            }
            at += count * panel * LANES;
            column += panel * LANES;
        }
    }

    private static void panel2(float[] x, int count, float[] w, int at, float[] start, float[] y, int column) {
        int last = y.length - LANES;
        int c0 = Math.min(column, last);
        int c1 = Math.min(column + LANES, last);
        FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
        FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
        for (int i = 0; i < count; i++) {
            int k = at + i * 2 * LANES;
            FloatVector a = FloatVector.broadcast(SPECIES, x[i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, w, k)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, w, k + LANES)));
        }
        y0.intoArray(y, c0);
        y1.intoArray(y, c1);
    }

    private static void panel4(float[] x, int count, float[] w, int at, float[] start, float[] y, int column) {
        int last = y.length - LANES;
        int c0 = Math.min(column, last);
        int c1 = Math.min(column + LANES, last);
        int c2 = Math.min(column + 2 * LANES, last);
        int c3 = Math.min(column + 3 * LANES, last);
        FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
        FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
        FloatVector y2 = FloatVector.fromArray(SPECIES, start, c2);
        FloatVector y3 = FloatVector.fromArray(SPECIES, start, c3);
        for (int i = 0; i < count; i++) {
            int k = at + i * 4 * LANES;
            FloatVector a = FloatVector.broadcast(SPECIES, x[i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, w, k)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, w, k + LANES)));
            y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 2 * LANES)));
            y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 3 * LANES)));
        }
        y0.intoArray(y, c0);
        y1.intoArray(y, c1);
        y2.intoArray(y, c2);
        y3.intoArray(y, c3);
    }

    private static void panel5(float[] x, int count, float[] w, int at, float[] start, float[] y, int column) {
        int last = y.length - LANES;
        int c0 = Math.min(column, last);
        int c1 = Math.min(column + LANES, last);
        int c2 = Math.min(column + 2 * LANES, last);
        int c3 = Math.min(column + 3 * LANES, last);
        int c4 = Math.min(column + 4 * LANES, last);
        FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
        FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
        FloatVector y2 = FloatVector.fromArray(SPECIES, start, c2);
        FloatVector y3 = FloatVector.fromArray(SPECIES, start, c3);
        FloatVector y4 = FloatVector.fromArray(SPECIES, start, c4);
        for (int i = 0; i < count; i++) {
            int k = at + i * 5 * LANES;
            FloatVector a = FloatVector.broadcast(SPECIES, x[i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, w, k)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, w, k + LANES)));
            y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 2 * LANES)));
            y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 3 * LANES)));
            y4 = y4.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 4 * LANES)));
        }
        y0.intoArray(y, c0);
        y1.intoArray(y, c1);
        y2.intoArray(y, c2);
        y3.intoArray(y, c3);
        y4.intoArray(y, c4);
    }

    private static void panel8(float[] x, int count, float[] w, int at, float[] start, float[] y, int column) {
        int last = y.length - LANES;
        int c0 = Math.min(column, last);
        int c1 = Math.min(column + LANES, last);
        int c2 = Math.min(column + 2 * LANES, last);
        int c3 = Math.min(column + 3 * LANES, last);
        int c4 = Math.min(column + 4 * LANES, last);
        int c5 = Math.min(column + 5 * LANES, last);
        int c6 = Math.min(column + 6 * LANES, last);
        int c7 = Math.min(column + 7 * LANES, last);
        FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
        FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
        FloatVector y2 = FloatVector.fromArray(SPECIES, start, c2);
        FloatVector y3 = FloatVector.fromArray(SPECIES, start, c3);
        FloatVector y4 = FloatVector.fromArray(SPECIES, start, c4);
        FloatVector y5 = FloatVector.fromArray(SPECIES, start, c5);
        FloatVector y6 = FloatVector.fromArray(SPECIES, start, c6);
        FloatVector y7 = FloatVector.fromArray(SPECIES, start, c7);
        for (int i = 0; i < count; i++) {
            int k = at + i * 8 * LANES;
            FloatVector a = FloatVector.broadcast(SPECIES, x[i]);
            y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, w, k)));
            y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, w, k + LANES)));
            y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 2 * LANES)));
            y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 3 * LANES)));
            y4 = y4.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 4 * LANES)));
            y5 = y5.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 5 * LANES)));
            y6 = y6.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 6 * LANES)));
            y7 = y7.add(a.mul(FloatVector.fromArray(SPECIES, w, k + 7 * LANES)));
        }
        y0.intoArray(y, c0);
        y1.intoArray(y, c1);
        y2.intoArray(y, c2);
        y3.intoArray(y, c3);
        y4.intoArray(y, c4);
        y5.intoArray(y, c5);
        y6.intoArray(y, c6);
        y7.intoArray(y, c7);
    }

    @Override
    public float dot(float[] a, float[] b, int from) {
        FloatVector sums = FloatVector.zero(FloatVector.SPECIES_128);
        int j = from;
        for (int end = a.length - 3; j < end; j += 4) {
            sums = sums.add(FloatVector.fromArray(FloatVector.SPECIES_128, a, j)
                    .mul(FloatVector.fromArray(FloatVector.SPECIES_128, b, j)));
        }
        float s0 = sums.lane(0);
        for (; j < a.length; j++) {
            s0 += a[j] * b[j];
        }
        return (s0 + sums.lane(1)) + (sums.lane(2) + sums.lane(3));
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
