package dev.sluice.record;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Slots;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One decoded record, reused from record to record: what it holds of the features, and the entity and time where these
 * come from a field. A number that is missing, null, NaN or infinite is NaN here.
 */
public final class Telemetry {

    /** What the record holds of the features; overwritten by the next record. */
    public final Observation observation;

    private final FeatureSpec[] features;
    private final Slots slots;
    private final int ownFeatures; // those that come from a field
    private String entity;
    private long timestamp;
    private boolean hasTimestamp;

    /** @param features in the layout's order */
    public Telemetry(List<FeatureSpec> features) {
        this.observation = Observation.of(features);
        this.features = features.toArray(FeatureSpec[]::new);
        this.slots = new Slots(features);
        this.ownFeatures = (int)
                features.stream().filter(f -> f.type() != FeatureType.TIME).count();
    }

    /** Everything missing again. */
    public void clear() {
        observation.clear();
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

    /** The entity field's value in UTF-8; null where there is no entity. */
    public byte[] entityBytes() {
        return entity == null ? null : entity.getBytes(StandardCharsets.UTF_8);
    }

    /** The timestamp field's value in milliseconds since the epoch, or {@code otherwise} where there is none. */
    public long timestampOr(long otherwise) {
        return hasTimestamp ? timestamp : otherwise;
    }

    public void timestamp(long millis) {
        timestamp = millis;
        hasTimestamp = true;
    }

    /** How many features are present; the record's time, which always is, does not count. */
    public int present() {
        int count = 0;
        for (int j = 0; j < features.length; j++) {
            if (features[j].type().isText()) {
                count += observation.texts[slots.text(j)] == null ? 0 : 1;
            } else if (features[j].type() != FeatureType.TIME) {
                count += Double.isNaN(observation.values[slots.value(j)]) ? 0 : 1;
            }
        }
        return count;
    }

    /** @throws BadRecordException where every feature is missing, or more than {@code maxMissing} of them */
    public void requireEnough(double maxMissing) throws BadRecordException {
        int present = present();
        if (present == 0) {
            throw new BadRecordException("value", "at least one of " + ownFeatures + " features", "none");
        }
        int missing = ownFeatures - present;
        if (missing > maxMissing * ownFeatures) {
            throw new BadRecordException(
                    "value",
                    "at most " + (int) (maxMissing * ownFeatures) + " of " + ownFeatures
                            + " features missing (input.max-missing is " + maxMissing + ")",
                    missing + " missing");
        }
    }
}
