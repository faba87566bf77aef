package dev.sluice.stream.feed;

import dev.sluice.feature.FeatureScaler;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the features of a model with those that the scorer's own pipeline file lists; the order does not matter. */
final class FeatureAgreement {
    private FeatureAgreement() {}

    /**
     * @param listed the file's {@code features}; empty for {@code auto}, which agrees with any model
     * @return the differences in words; empty where there are none
     */
    static Optional<String> differences(List<FeatureSpec> listed, FeatureScaler model) {
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Scale> file = new LinkedHashMap<>();
        listed.forEach(f -> file.put(f.field(), f.scale()));
        List<String> onlyModel = new ArrayList<>();
        List<String> scales = new ArrayList<>();
        for (FieldScaler field : model.fields()) {
            Scale scale = file.remove(field.field());
            if (scale == null) {
                onlyModel.add(field.field());
            } else if (scale != field.scale()) {
                scales.add(field.field() + " (model " + field.scale().label() + ", file " + scale.label() + ")");
            }
        }
        List<String> parts = new ArrayList<>();
        add(parts, "only in the model: ", onlyModel);
        add(parts, "only in the file: ", List.copyOf(file.keySet()));
        add(parts, "scaled differently: ", scales);
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }

    private static void add(List<String> parts, String what, List<String> fields) {
        if (!fields.isEmpty()) {
            parts.add(what + String.join(", ", fields));
        }
    }
}
