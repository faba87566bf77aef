package dev.sluice.stream.feed;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the features of a model with those that the scorer's own pipeline file lists; the order does not matter. */
final class FeatureAgreement {
    private FeatureAgreement() {}

    /**
     * @param listed the file's {@code features}; empty for {@code auto}, which agrees with any model
     * @return the differences in words; empty where there are none
     */
    static Optional<String> differences(List<FeatureSpec> listed, FeatureEncoder model) {
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        Map<String, FeatureSpec> file = new LinkedHashMap<>();
        listed.forEach(f -> file.put(f.field(), f));
        List<String> onlyModel = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (FeatureSpec spec : model.specs()) {
            FeatureSpec own = file.remove(spec.field());
            if (own == null) {
                onlyModel.add(spec.field());
            } else {
                String difference = difference(spec.settings(), own.settings());
                if (!difference.isEmpty()) {
                    settings.add(spec.field() + " (" + difference + ")");
                }
            }
        }
        List<String> parts = new ArrayList<>();
        add(parts, "only in the model: ", onlyModel);
        add(parts, "only in the file: ", List.copyOf(file.keySet()));
        add(parts, "set differently: ", settings);
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
    }

    private static String difference(Map<String, String> model, Map<String, String> file) {
        Set<String> keys = new TreeSet<>(model.keySet());
        keys.addAll(file.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(model.get(key), file.get(key)))
                .map(key ->
                        key + ": model " + model.getOrDefault(key, "none") + ", file " + file.getOrDefault(key, "none"))
                .collect(Collectors.joining("; "));
    }

    private static void add(List<String> parts, String what, List<String> fields) {
        if (!fields.isEmpty()) {
            parts.add(what + String.join(", ", fields));
        }
    }
}
