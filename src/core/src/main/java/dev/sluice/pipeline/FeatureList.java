package dev.sluice.pipeline;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Scale;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The type of {@code features}: {@code auto}, or a list of field names and of {@code {field, scale}}. */
final class FeatureList {

    private static final String FIELD = "field";
    private static final String SCALE = "scale";
    private static final String EXPECTED = "auto, or a list of field names and of {field: NAME, scale: SCALE}";
    private static final ValueType<String> NAME = ValueTypes.text("the name of a field");
    private static final ValueType<Scale> SCALES = ValueTypes.oneOf(Scale.values(), Scale::label);

    private FeatureList() {}

    static ValueType<List<FeatureSpec>> type() {
        return new ValueType<>(EXPECTED, FeatureList::read, FeatureList::render);
    }

    private static List<FeatureSpec> read(ConfigNode node) {
        if ("auto".equals(node.content())) {
            return List.of();
        }
        List<FeatureSpec> features = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ConfigNode item : node.items(EXPECTED)) {
            FeatureSpec feature = item.isMap() ? described(item) : new FeatureSpec(NAME.read(item), Scale.STANDARD);
            if (!seen.add(feature.field())) {
                throw item.error("field \"" + feature.field() + "\" is listed twice");
            }
            features.add(feature);
        }
        if (features.isEmpty()) {
            throw node.error("expected " + EXPECTED + ", got an empty list");
        }
        return features;
    }

    private static FeatureSpec described(ConfigNode item) {
        String field = null;
        Scale scale = Scale.STANDARD;
        for (ConfigNode entry : item.entries(EXPECTED)) {
            String key = entry.nameIn(item);
            switch (key) {
                case FIELD -> field = NAME.read(entry);
                case SCALE -> scale = SCALES.read(entry);
                default ->
                    throw entry.error("unknown key; the nearest known key is \""
                            + NearestName.of(key, List.of(FIELD, SCALE)) + "\"");
            }
        }
        if (field == null) {
            throw item.error("expected {field: NAME, scale: SCALE}, got no field");
        }
        return new FeatureSpec(field, scale);
    }

    private static Object render(List<FeatureSpec> features) {
        return features.isEmpty()
                ? "auto"
                : features.stream().map(FeatureList::render).toList();
    }

    private static Map<String, Object> render(FeatureSpec feature) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(FIELD, feature.field());
        entry.put(SCALE, feature.scale().label());
        return entry;
    }
}
