package dev.sluice.feature;

/**
 * A numeric field that the model is to see.
 *
 * @param field name in the input record; a dotted path reaches into nested objects
 * @param scale how it is scaled
 */
public record FeatureSpec(String field, Scale scale) {
    public FeatureSpec {
        if (field.isBlank()) {
            throw new IllegalArgumentException("field: expected a name, got an empty string");
        }
    }
}
