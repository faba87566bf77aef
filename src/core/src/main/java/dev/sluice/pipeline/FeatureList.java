package dev.sluice.pipeline;

import dev.sluice.feature.Clip;
import dev.sluice.feature.Cycle;
import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Scale;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The type of {@code features}: {@code auto}, or a list of field names and of {@code {field, type, …}}. */
final class FeatureList {

    private static final String FIELD = "field";
    private static final String TYPE = "type";
    private static final String SCALE = "scale";
    private static final String CLIP = "clip";
    private static final String NORMALIZE = "normalize";
    private static final String DERIVE = "derive";
    private static final String SPAN = "span";
    private static final String SIZE = "size";
    private static final String SHAPE = "shape";
    private static final String TOP = "top";
    private static final String DIMENSIONS = "dimensions";
    private static final String OF = "of";
    private static final String ZONE = "zone";

    /** The keys of each type, besides {@code type}. */
    static final Map<FeatureType, List<String>> KEYS = Map.of(
            FeatureType.NUMBER, List.of(FIELD, SCALE, CLIP, NORMALIZE, DERIVE, SPAN),
            FeatureType.ARRAY, List.of(FIELD, SIZE, SHAPE, SCALE, CLIP),
            FeatureType.BOOLEAN, List.of(FIELD),
            FeatureType.CATEGORICAL, List.of(FIELD, TOP),
            FeatureType.TIME, List.of(OF, ZONE),
            FeatureType.TEXT, List.of(FIELD, DIMENSIONS));

    private static final List<String> ALL_KEYS =
            List.of(FIELD, TYPE, SCALE, CLIP, NORMALIZE, DERIVE, SPAN, SIZE, SHAPE, TOP, DIMENSIONS, OF, ZONE);

    private static final String EXPECTED = "auto, or a list of field names and of {field: NAME, scale: SCALE}";
    private static final ValueType<String> NAME = ValueTypes.text("the name of a field");
    private static final ValueType<Scale> SCALES = ValueTypes.oneOf(Scale.values(), Scale::label);
    private static final ValueType<FeatureType> TYPES = ValueTypes.oneOf(FeatureType.values(), FeatureType::label);
    private static final ValueType<Normalize> NORMALIZES =
            ValueTypes.oneOf(new Normalize[] {Normalize.PIPELINE, Normalize.ENTITY}, Normalize::label);
    private static final ValueType<List<Derived>> DERIVES = ValueTypes.distinct(
            "a list such as [difference, average]", ValueTypes.oneOf(Derived.values(), Derived::label));
    private static final ValueType<Integer> SPANS = ValueTypes.wholeNumber(Derive.MIN_SPAN, Derive.MAX_SPAN);
    private static final ValueType<Integer> LENGTH = ValueTypes.wholeNumber(1, FeatureSpec.MAX_SIZE);
    private static final ValueType<List<Integer>> LENGTHS =
            ValueTypes.list("a list of lengths such as [28, 28, 1]", LENGTH);
    private static final ValueType<Integer> COLUMNS = ValueTypes.wholeNumber(1, 4_096);
    private static final ValueType<List<Cycle>> CYCLES = ValueTypes.distinct(
            "a list such as [hour-of-day, day-of-week]", ValueTypes.oneOf(Cycle.values(), Cycle::label));

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
            FeatureSpec feature =
                    item.isMap() ? described(item) : number(NAME.read(item), Scale.STANDARD, null, null, Derive.NONE);
            if (!seen.add(feature.field())) {
                throw item.error("field \"" + feature.field() + "\" is listed twice");
            }
            features.add(feature);
        }
        if (features.isEmpty()) {
            throw node.error("expected " + EXPECTED + ", got an empty list");
        }
        if (features.stream().allMatch(f -> f.type() == FeatureType.TIME)) {
            throw node.error("expected at least one feature besides time, which is never judged itself");
        }
        return features;
    }

    private static FeatureSpec described(ConfigNode item) {
        Map<String, ConfigNode> entries = new HashMap<>();
        for (ConfigNode entry : item.entries(EXPECTED)) {
            String key = entry.nameIn(item);
            if (!ALL_KEYS.contains(key)) {
                throw entry.error("unknown key; the nearest known key is \"" + NearestName.of(key, ALL_KEYS) + "\"");
            }
            entries.put(key, entry);
        }
        FeatureType type = get(entries, TYPE, TYPES, FeatureType.NUMBER);
        if (type != FeatureType.TIME && !entries.containsKey(FIELD)) {
            throw item.error("expected {field: NAME, scale: SCALE}, got no field");
        }
        entries.forEach((key, entry) -> {
            if (!key.equals(TYPE) && !KEYS.get(type).contains(key)) {
                throw entry.error(
                        "does not go with type " + type.label() + ", which has " + String.join(", ", KEYS.get(type)));
            }
        });
        return feature(item, type, entries);
    }

    private static FeatureSpec feature(ConfigNode item, FeatureType type, Map<String, ConfigNode> entries) {
        String field = get(entries, FIELD, NAME, null);
        return switch (type) {
            case NUMBER ->
                number(
                        field,
                        get(entries, SCALE, SCALES, Scale.STANDARD),
                        get(entries, NORMALIZE, NORMALIZES, null),
                        clip(entries),
                        derive(entries));
            case ARRAY -> array(item, field, entries);
            case BOOLEAN -> FeatureSpec.bool(field);
            case CATEGORICAL -> FeatureSpec.categorical(field, get(entries, TOP, COLUMNS, FeatureSpec.DEFAULT_TOP));
            case TEXT -> FeatureSpec.text(field, get(entries, DIMENSIONS, COLUMNS, FeatureSpec.DEFAULT_DIMENSIONS));
            case TIME -> {
                if (!entries.containsKey(OF)) {
                    throw item.error("expected {type: time, of: [hour-of-day, day-of-week]}, got no of");
                }
                yield FeatureSpec.time(CYCLES.read(entries.get(OF)), zone(entries));
            }
        };
    }

    private static FeatureSpec number(String field, Scale scale, Normalize normalize, Clip clip, Derive derive) {
        return new FeatureSpec(field)
                .with(scale, normalize == null ? Normalize.INPUT : normalize, clip)
                .with(derive);
    }

    private static Derive derive(Map<String, ConfigNode> entries) {
        if (entries.containsKey(SPAN) && !entries.containsKey(DERIVE)) {
            throw entries.get(SPAN).error("needs a list of what to derive, such as derive: [average]");
        }
        return new Derive(get(entries, DERIVE, DERIVES, List.of()), get(entries, SPAN, SPANS, Derive.DEFAULT_SPAN));
    }

    private static FeatureSpec array(ConfigNode item, String field, Map<String, ConfigNode> entries) {
        if (entries.containsKey(SIZE) == entries.containsKey(SHAPE)) {
            throw item.error("expected the array's size or its shape, such as size: 784 or shape: [28, 28, 1], got "
                    + (entries.containsKey(SIZE) ? "both" : "neither"));
        }
        List<Integer> shape =
                entries.containsKey(SIZE) ? List.of(LENGTH.read(entries.get(SIZE))) : LENGTHS.read(entries.get(SHAPE));
        try {
            return FeatureSpec.array(field, shape)
                    .with(get(entries, SCALE, SCALES, Scale.MINMAX), Normalize.PIPELINE, clip(entries));
        } catch (IllegalArgumentException e) {
            throw entries.get(SHAPE).error(e.getMessage());
        }
    }

    private static Clip clip(Map<String, ConfigNode> entries) {
        ConfigNode node = entries.get(CLIP);
        if (node == null) {
            return null;
        }
        String expected = "two numbers, the lower one first, such as [0, 100]";
        List<ConfigNode> ends = node.items(expected);
        try {
            if (ends.size() == 2) {
                return new Clip(
                        Double.parseDouble(ends.get(0).text(expected)),
                        Double.parseDouble(ends.get(1).text(expected)));
            }
        } catch (IllegalArgumentException e) {
            // Falls through: no numbers, or in the wrong order.
        }
        throw node.error("expected " + expected);
    }

    private static ZoneId zone(Map<String, ConfigNode> entries) {
        ConfigNode node = entries.get(ZONE);
        if (node == null) {
            return ZoneOffset.UTC;
        }
        String expected = "a time zone such as Europe/Berlin or +02:00";
        try {
            return ZoneId.of(node.text(expected));
        } catch (DateTimeException e) {
            throw node.expected(expected);
        }
    }

    private static <T> T get(Map<String, ConfigNode> entries, String key, ValueType<T> type, T otherwise) {
        ConfigNode node = entries.get(key);
        return node == null ? otherwise : type.read(node);
    }

    private static Object render(List<FeatureSpec> features) {
        return features.isEmpty()
                ? "auto"
                : features.stream().map(FeatureList::render).toList();
    }

    private static Map<String, Object> render(FeatureSpec feature) {
        Map<String, Object> entry = new LinkedHashMap<>();
        if (feature.type() != FeatureType.TIME) {
            entry.put(FIELD, feature.field());
        }
        if (feature.type() != FeatureType.NUMBER) {
            entry.put(TYPE, feature.type().label());
        }
        if (feature.type().isScaled()) {
            entry.put(SCALE, feature.scale().label());
        }
        if (feature.clip() != null) {
            entry.put(CLIP, List.of(feature.clip().low(), feature.clip().high()));
        }
        switch (feature.type()) {
            case NUMBER -> {
                entry.put(NORMALIZE, feature.normalize().label());
                if (!feature.derive().isNone()) {
                    entry.put(
                            DERIVE,
                            feature.derive().kinds().stream()
                                    .map(Derived::label)
                                    .toList());
                    entry.put(SPAN, feature.derive().span());
                }
            }
            case ARRAY -> entry.put(SHAPE, feature.shape());
            case CATEGORICAL -> entry.put(TOP, feature.top());
            case TEXT -> entry.put(DIMENSIONS, feature.dimensions());
            case TIME -> {
                entry.put(OF, feature.cycles().stream().map(Cycle::label).toList());
                entry.put(ZONE, feature.zone().getId());
            }
            case BOOLEAN -> {}
        }
        return entry;
    }
}
