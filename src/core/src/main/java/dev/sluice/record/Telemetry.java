package dev.sluice.record;

import java.util.Arrays;

/**
 * One decoded record, reused from record to record: numbers by feature, and the entity and time where these come from a
 * field. A value that is missing, null, NaN or infinite is NaN here.
 */
public final class Telemetry {

    /** {@code double[features]}, in the layout's order; NaN where missing. */
    public final double[] values;

    private String entity;
    private long timestamp;
    private boolean hasTimestamp;

    public Telemetry(int features) {
        values = new double[features];
        clear();
    }

    /** Everything missing again. */
    public void clear() {
        Arrays.fill(values, Double.NaN);
        entity = null;
        hasTimestamp = false;
    }

    /** The entity field's value; null where there is no entity field, or the record lacks it. */
    public String entity() {
        return entity;
    }

    public void entity(String value) {
        entity = value;
    }

    /** The timestamp field's value in milliseconds since the epoch, or {@code otherwise} where there is none. */
    public long timestampOr(long otherwise) {
        return hasTimestamp ? timestamp : otherwise;
    }

    public void timestamp(long millis) {
        timestamp = millis;
        hasTimestamp = true;
    }

    /** How many features are present. */
    public int present() {
        int count = 0;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                count++;
            }
        }
        return count;
    }

    /** @throws BadRecordException where every feature is missing */
    void requireAnyFeature(int features) throws BadRecordException {
        if (present() == 0) {
            throw new BadRecordException("value", "at least one of " + features + " features", "none");
        }
    }
}
