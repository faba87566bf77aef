package dev.sluice.inference;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weights of 8, 5, 4 or 2 vectors of outputs, one after the other in the order of the inputs, so that the sums stay in
 * registers across all inputs. A class for each width: one method for all of them is compiled to one that has too few
 * registers for what it counts by.
 *
 * <p>Where outputs do not fill the vectors of the last panel, what it has too many are the last outputs once more: both come
 * to the same bits, and no tail is left over. Immutable.
 */
abstract class VectorPanel implements Matrix {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    final float[] weights; // [count][vectors][LANES]
    final int count; // inputs
    final int from; // the first of them
    private final int column; // the first output
    private final int last; // of the last vector, the first output

    /**
     * @param w {@code float[count][]}
     * @param from the first input
     * @param column the first output
     * @param end of the outputs of these inputs, exclusive; at least a vector beyond where they begin
     */
    private VectorPanel(float[][] w, int from, int column, int end, int vectors) {
        this.count = w.length;
        this.from = from;
        this.column = column;
        this.last = end - LANES;
        this.weights = new float[count * vectors * LANES];
        for (int i = 0; i < count; i++) {
            for (int v = 0; v < vectors; v++) {
                System.arraycopy(w[i], at(v), weights, (i * vectors + v) * LANES, LANES);
            }
        }
    }

    /** The first output of a vector. */
    final int at(int vector) {
        return Math.min(column + vector * LANES, last);
    }

    /**
     * As {@link RowKernel#blocks}.
     *
     * @param w of blocks at least as wide as a vector
     */
    static Matrix blocks(float[][] w, int blocks) {
        int width = w[0].length / blocks;
        List<Matrix> panels = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            int end = (b + 1) * width;
            int vectors = (width + LANES - 1) / LANES;
            for (int column = b * width; column < end; column += 8 * LANES) {
                panels.add(panel(w, b * w.length, column, end, vectors));
                vectors -= 8;
            }
        }
        if (panels.size() == 1) {
            return panels.get(0);
        }
        Matrix[] all = panels.toArray(Matrix[]::new);
        return (x, start, y) -> {
            for (Matrix panel : all) {
                panel.multiply(x, start, y);
            }
        };
    }

    private static VectorPanel panel(float[][] w, int from, int column, int end, int vectors) {
        if (vectors > 5) {
            return new Eight(w, from, column, end);
        }
        if (vectors == 5) {
            return new Five(w, from, column, end);
        }
        return vectors > 2 ? new Four(w, from, column, end) : new Two(w, from, column, end);
    }

    private static final class Eight extends VectorPanel {
        private final int c0;
        private final int c1;
        private final int c2;
        private final int c3;
        private final int c4;
        private final int c5;
        private final int c6;
        private final int c7;

        Eight(float[][] w, int from, int column, int end) {
            super(w, from, column, end, 8);
            this.c0 = at(0);
            this.c1 = at(1);
            this.c2 = at(2);
            this.c3 = at(3);
            this.c4 = at(4);
            this.c5 = at(5);
            this.c6 = at(6);
            this.c7 = at(7);
        }

        @Override
        public void multiply(float[] x, float[] start, float[] y) {
            float[] weights = this.weights;
            FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
            FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
            FloatVector y2 = FloatVector.fromArray(SPECIES, start, c2);
            FloatVector y3 = FloatVector.fromArray(SPECIES, start, c3);
            FloatVector y4 = FloatVector.fromArray(SPECIES, start, c4);
            FloatVector y5 = FloatVector.fromArray(SPECIES, start, c5);
            FloatVector y6 = FloatVector.fromArray(SPECIES, start, c6);
            FloatVector y7 = FloatVector.fromArray(SPECIES, start, c7);
            for (int i = 0; i < count; i++) {
                int k = i * 8 * LANES;
                FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
                y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, weights, k)));
                y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + LANES)));
                y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 2 * LANES)));
                y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 3 * LANES)));
                y4 = y4.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 4 * LANES)));
                y5 = y5.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 5 * LANES)));
                y6 = y6.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 6 * LANES)));
                y7 = y7.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 7 * LANES)));
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
    }

    private static final class Five extends VectorPanel {
        private final int c0;
        private final int c1;
        private final int c2;
        private final int c3;
        private final int c4;

        Five(float[][] w, int from, int column, int end) {
            super(w, from, column, end, 5);
            this.c0 = at(0);
            this.c1 = at(1);
            this.c2 = at(2);
            this.c3 = at(3);
            this.c4 = at(4);
        }

        @Override
        public void multiply(float[] x, float[] start, float[] y) {
            float[] weights = this.weights;
            FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
            FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
            FloatVector y2 = FloatVector.fromArray(SPECIES, start, c2);
            FloatVector y3 = FloatVector.fromArray(SPECIES, start, c3);
            FloatVector y4 = FloatVector.fromArray(SPECIES, start, c4);
            for (int i = 0; i < count; i++) {
                int k = i * 5 * LANES;
                FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
                y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, weights, k)));
                y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + LANES)));
                y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 2 * LANES)));
                y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 3 * LANES)));
                y4 = y4.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 4 * LANES)));
            }
            y0.intoArray(y, c0);
            y1.intoArray(y, c1);
            y2.intoArray(y, c2);
            y3.intoArray(y, c3);
            y4.intoArray(y, c4);
        }
    }

    private static final class Four extends VectorPanel {
        private final int c0;
        private final int c1;
        private final int c2;
        private final int c3;

        Four(float[][] w, int from, int column, int end) {
            super(w, from, column, end, 4);
            this.c0 = at(0);
            this.c1 = at(1);
            this.c2 = at(2);
            this.c3 = at(3);
        }

        @Override
        public void multiply(float[] x, float[] start, float[] y) {
            float[] weights = this.weights;
            FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
            FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
            FloatVector y2 = FloatVector.fromArray(SPECIES, start, c2);
            FloatVector y3 = FloatVector.fromArray(SPECIES, start, c3);
            for (int i = 0; i < count; i++) {
                int k = i * 4 * LANES;
                FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
                y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, weights, k)));
                y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + LANES)));
                y2 = y2.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 2 * LANES)));
                y3 = y3.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + 3 * LANES)));
            }
            y0.intoArray(y, c0);
            y1.intoArray(y, c1);
            y2.intoArray(y, c2);
            y3.intoArray(y, c3);
        }
    }

    private static final class Two extends VectorPanel {
        private final int c0;
        private final int c1;

        Two(float[][] w, int from, int column, int end) {
            super(w, from, column, end, 2);
            this.c0 = at(0);
            this.c1 = at(1);
        }

        @Override
        public void multiply(float[] x, float[] start, float[] y) {
            float[] weights = this.weights;
            FloatVector y0 = FloatVector.fromArray(SPECIES, start, c0);
            FloatVector y1 = FloatVector.fromArray(SPECIES, start, c1);
            for (int i = 0; i < count; i++) {
                int k = i * 2 * LANES;
                FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
                y0 = y0.add(a.mul(FloatVector.fromArray(SPECIES, weights, k)));
                y1 = y1.add(a.mul(FloatVector.fromArray(SPECIES, weights, k + LANES)));
            }
            y0.intoArray(y, c0);
            y1.intoArray(y, c1);
        }
    }
}
