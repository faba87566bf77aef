package dev.sluice.record;

import dev.sluice.feature.FeatureSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to take out of each record.
 *
 * @param features what fills the slots of {@code Telemetry.observation}, in this order; dotted paths reach into nested objects
 * @param entityField the field that names the entity, or null where the record's key does
 * @param timestampField the field that holds the time, or null where the record's own timestamp does
 * @param maxMissing share of the features that a record may lack; one must be there in any case
 */
public record RecordLayout(List<FeatureSpec> features, String entityField, String timestampField, double maxMissing) {
    /** With records that may lack all features but one. */
    public RecordLayout(List<FeatureSpec> features, String entityField, String timestampField) {
        this(features, entityField, timestampField, 1);
    }

    /** @throws IllegalArgumentException where a feature is listed twice */
    public RecordLayout {
        features = List.copyOf(features);
        Set<String> seen = new HashSet<>();
        for (FeatureSpec feature : features) {
            if (!seen.add(feature.field())) {
                throw new IllegalArgumentException("feature \"" + feature.field() + "\" is listed twice");
            }
        }
    }
}
