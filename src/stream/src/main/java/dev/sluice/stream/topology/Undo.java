package dev.sluice.stream.topology;

import dev.sluice.model.EntityMemory;

/**
 * Takes back what one record has changed in an entity's memory: a record that becomes a dead letter after it was scored
 * must leave no trace. Reused, not thread-safe.
 */
final class Undo {

    private EntityMemory memory; // null where there is nothing to take back
    private long records;
    private double[] derivation = {};
    private float[] context = {};
    private float[] oldest = {}; // the row that makes place for the next

    /** Keeps what the next record will change. */
    void keep(EntityMemory next) {
        memory = next;
        records = next.records();
        if (derivation.length != next.derivation.length) {
            derivation = new double[next.derivation.length];
        }
        System.arraycopy(next.derivation, 0, derivation, 0, derivation.length);
        if (context.length != next.context.length) {
            context = new float[next.context.length];
        }
        System.arraycopy(next.context, 0, context, 0, context.length);
        if (next.rows() > 0) {
            float[] row = row();
            if (oldest.length != row.length) {
                oldest = new float[row.length];
            }
            System.arraycopy(row, 0, oldest, 0, oldest.length);
        }
    }

    private float[] row() {
        return memory.row((int) (records % memory.rows()));
    }

    /** Puts it back. */
    void takeBack() {
        if (memory == null) {
            return;
        }
        System.arraycopy(derivation, 0, memory.derivation, 0, derivation.length);
        System.arraycopy(context, 0, memory.context, 0, context.length);
        if (memory.rows() > 0) {
            System.arraycopy(oldest, 0, row(), 0, oldest.length);
        }
        memory.records(records);
        memory = null;
    }

    /** What was changed stays. */
    void nothing() {
        memory = null;
    }
}
