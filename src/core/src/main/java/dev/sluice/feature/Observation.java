package dev.sluice.feature;

import java.util.Arrays;
import java.util.List;

/**
 * What one record holds of the features, before anything is scaled: numbers and texts in the slots that the
 * features take up, one after the other in their order. A plain holder, reused from record to record where it is filled
 * by a decoder.
 */
public final class Observation {

    /** Numbers in the input's units, in the slots of the numeric features: 1 for a number, n for an array; NaN where missing. */
    public final double[] values;

    /** Texts, in the slots of the categorical and text features; null where missing. */
    public final String[] texts;

    private long timestamp;
    private long entity = EntityHash.of(null);

    /**
     * @param values slots for numbers
     * @param texts slots for texts
     */
    public Observation(int values, int texts) {
        this.values = new double[values];
        this.texts = new String[texts];
        clear();
    }

    /** With as many slots as the features take up, all missing. */
    public static Observation of(List<FeatureSpec> features) {
        Slots slots = new Slots(features);
        return new Observation(slots.values(), slots.texts());
    }

    /** Of numbers alone, copied. */
    public static Observation of(double... values) {
        Observation observation = new Observation(values.length, 0);
        System.arraycopy(values, 0, observation.values, 0, values.length);
        return observation;
    }

    /** Everything missing again. */
    public void clear() {
        Arrays.fill(values, Double.NaN);
        Arrays.fill(texts, null);
    }

    /** An observation of its own with the same content. */
    public Observation copy() {
        Observation copy = new Observation(values.length, texts.length);
        System.arraycopy(values, 0, copy.values, 0, values.length);
        System.arraycopy(texts, 0, copy.texts, 0, texts.length);
        copy.at(timestamp, entity);
        return copy;
    }

    /** Milliseconds since the epoch. */
    public long timestamp() {
        return timestamp;
    }

    /** {@link EntityHash} of what the record is about. */
    public long entity() {
        return entity;
    }

    /**
     * Sets when and about what the record is.
     *
     * @param timestamp milliseconds since the epoch
     * @param entity {@link EntityHash}
     */
    public void at(long timestamp, long entity) {
        this.timestamp = timestamp;
        this.entity = entity;
    }
}
