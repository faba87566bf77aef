package dev.sluice.model;

/**
 * What a model remembers of one entity from record to record: the detector's moving averages. Mutable; belongs to one
 * model and one entity, and is read and updated by {@link CompiledModel#score}.
 */
public final class EntityMemory {

    /** {@code float[context]}: the detector's state. */
    public final float[] context;

    private long records;

    EntityMemory(int context) {
        this.context = new float[context];
    }

    /** How many records of the entity were seen. */
    public long records() {
        return records;
    }

    /** @param count as {@link #records()} gave it when the context was stored */
    public void records(long count) {
        records = count;
    }

    void advance() {
        records++;
    }
}
