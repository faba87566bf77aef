package dev.sluice.model;

/**
 * What a model remembers of one entity from record to record: the detector's moving averages, what features are derived
 * from, and the rows that make a window with the next one. Mutable; belongs to one model and one entity, and is read and
 * updated by {@link CompiledModel#score}.
 */
public final class EntityMemory {

    /** {@code float[context]}: the detector's state. */
    public final float[] context;

    /** {@code double[derivation]}: as {@link dev.sluice.feature.Derivation} remembers it. */
    public final double[] derivation;

    private final float[][] rows; // [window - 1][columns], a ring: the entity's record i is in row i % (window - 1)
    private long records;

    EntityMemory(int context, int derivation, int rows, int columns) {
        this.context = new float[context];
        this.derivation = new double[derivation];
        this.rows = new float[rows][columns];
    }

    /** How many records of the entity were seen. */
    public long records() {
        return records;
    }

    /** @param count as {@link #records()} gave it when the state was stored */
    public void records(long count) {
        records = count;
    }

    /** How many of the rows before the next record are kept, or would be if there were as many. */
    public int rows() {
        return rows.length;
    }

    /** How many of them hold a row. */
    public int filled() {
        return (int) Math.min(records, rows.length);
    }

    /** Which of them, from 0, was written last; there is one where {@link #filled()} is not 0. */
    public int newest() {
        return (int) ((records - 1) % rows.length);
    }

    /** {@code float[columns]}: a scaled row as it is kept, from 0, in no order of time; written to only to restore it. */
    public float[] row(int index) {
        return rows[index];
    }

    /** The row so many records before the next one, from 1; null where there is none. */
    float[] before(int age) {
        return age <= records ? rows[(int) ((records - age) % rows.length)] : null;
    }

    void advance(float[] row) {
        records++;
        if (rows.length > 0) {
            System.arraycopy(row, 0, rows[newest()], 0, row.length);
        }
    }
}
