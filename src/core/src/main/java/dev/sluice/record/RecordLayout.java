package dev.sluice.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to take out of each record.
 *
 * @param features the fields that become {@code Telemetry.values}, in this order; dotted paths reach into nested objects
 * @param entityField the field that names the entity, or null where the record's key does
 * @param timestampField the field that holds the time, or null where the record's own timestamp does
 */
public record RecordLayout(List<String> features, String entityField, String timestampField) {
    /** @throws IllegalArgumentException where a feature is listed twice */
    public RecordLayout {
        features = List.copyOf(features);
        Set<String> seen = new HashSet<>();
        for (String feature : features) {
            if (!seen.add(feature)) {
                throw new IllegalArgumentException("feature \"" + feature + "\" is listed twice");
            }
        }
    }
}
