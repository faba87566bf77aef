package dev.sluice.trainer.engine;

import java.util.Random;

/**
 * An endless stream of training rows: in a new order on every pass, handed out in blocks of many batches, so that a step
 * costs no copy and native memory does not grow with the history.
 */
final class BatchStream {
    private final ScaledRows rows;
    private final int features;
    private final Random random;
    private final int[] order; // [rows], a permutation
    private int next;

    BatchStream(ScaledRows rows, long seed) {
        this.rows = rows;
        this.features = rows.values(0).length;
        this.random = new Random(seed);
        this.order = new int[rows.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.next = order.length;
    }

    /** The next rows of the stream. */
    Rows next(int size) {
        float[] values = new float[size * features];
        float[] mask = rows.isComplete() ? null : new float[size * features];
        int[] indexes = new int[size];
        for (int i = 0; i < size; i++) {
            int row = nextRow();
            indexes[i] = row;
            System.arraycopy(rows.values(row), 0, values, i * features, features);
            if (mask != null) {
                boolean[] present = rows.present(row);
                for (int j = 0; j < features; j++) {
                    mask[i * features + j] = present[j] ? 1 : 0;
                }
            }
        }
        return new Rows(indexes, values, mask);
    }

    private int nextRow() {
        if (next == order.length) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            next = 0;
        }
        return order[next++];
    }

    /** Rows one after the other, as the engine takes them. */
    static final class Rows {
        private final int[] rows;
        private final float[] values; // [rows * features]
        private final float[] mask; // [rows * features], or null

        private Rows(int[] rows, float[] values, float[] mask) {
            this.rows = rows;
            this.values = values;
            this.mask = mask;
        }

        int size() {
            return rows.length;
        }

        /** {@code int[rows]}: which of the rows that the stream is of. */
        int[] rows() {
            return rows;
        }

        /** {@code float[rows * features]}, row by row. */
        float[] values() {
            return values;
        }

        /** {@code float[rows * features]}: 1 where a value is present, 0 where it is missing. */
        float[] mask() {
            return mask;
        }

        /** Whether no value is missing; there is no mask then. */
        boolean isComplete() {
            return mask == null;
        }
    }
}
