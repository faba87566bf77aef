package dev.sluice.feature;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that the model is to see. What does not concern its type has the type's default.
 *
 * @param field name in the input record; a dotted path reaches into nested objects; {@value #TIME_FIELD} for time
 * @param type what it is made from
 * @param scale how a number is scaled; one scale for all elements of an array
 * @param normalize whose level a number is measured by
 * @param clip range that numbers are clipped to, null for none
 * @param derive what is derived from a number and the ones before of its entity
 * @param shape lengths of an array's dimensions, outermost first; empty for all else
 * @param top for categories: how many have a column of their own
 * @param dimensions for text: how many columns
 * @param cycles for time: which
 * @param zone for time: where the day begins
 */
public record FeatureSpec(
        String field,
        FeatureType type,
        Scale scale,
        Normalize normalize,
        Clip clip,
        Derive derive,
        List<Integer> shape,
        int top,
        int dimensions,
        List<Cycle> cycles,
        ZoneId zone) {

    public static final String TIME_FIELD = "@time";
    public static final int DEFAULT_TOP = 16;
    public static final int DEFAULT_DIMENSIONS = 256;

    /** Elements of an array at most. */
    public static final int MAX_SIZE = 1 << 16;

    /** A number with the default scale. */
    public FeatureSpec(String field) {
        this(field, Scale.STANDARD);
    }

    /** A number. */
    public FeatureSpec(String field, Scale scale) {
        this(
                field,
                FeatureType.NUMBER,
                scale,
                Normalize.PIPELINE,
                null,
                Derive.NONE,
                List.of(),
                0,
                0,
                List.of(),
                ZoneOffset.UTC);
    }

    /** @throws IllegalArgumentException where there is no name, or an array has no size or too large a one */
    public FeatureSpec {
        if (field.isBlank()) {
            throw new IllegalArgumentException("field: expected a name, got an empty string");
        }
        shape = List.copyOf(shape);
        cycles = List.copyOf(cycles);
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> Math.min(MAX_SIZE + 1L, a * b));
        if (type == FeatureType.ARRAY
                && (shape.isEmpty() || size > MAX_SIZE || shape.stream().anyMatch(n -> n < 1))) {
            throw new IllegalArgumentException(
                    field + ": expected an array of 1 to " + MAX_SIZE + " elements, got shape " + shape);
        }
        if (type == FeatureType.TIME && cycles.isEmpty()) {
            throw new IllegalArgumentException(field + ": expected at least one cycle, got none");
        }
        if (type != FeatureType.NUMBER && !derive.isNone()) {
            throw new IllegalArgumentException(field + ": only of a number can something be derived");
        }
        if ((type == FeatureType.CATEGORICAL && top < 1) || (type == FeatureType.TEXT && dimensions < 1)) {
            throw new IllegalArgumentException(field + ": expected at least one column, got none");
        }
    }

    private static FeatureSpec of(String field, FeatureType type, int top, int dimensions) {
        return new FeatureSpec(
                field,
                type,
                Scale.STANDARD,
                Normalize.PIPELINE,
                null,
                Derive.NONE,
                List.of(),
                top,
                dimensions,
                List.of(),
                ZoneOffset.UTC);
    }

    public static FeatureSpec array(String field, List<Integer> shape) {
        return new FeatureSpec(
                field,
                FeatureType.ARRAY,
                Scale.MINMAX,
                Normalize.PIPELINE,
                null,
                Derive.NONE,
                shape,
                0,
                0,
                List.of(),
                ZoneOffset.UTC);
    }

    public static FeatureSpec bool(String field) {
        return of(field, FeatureType.BOOLEAN, 0, 0);
    }

    public static FeatureSpec categorical(String field, int top) {
        return of(field, FeatureType.CATEGORICAL, top, 0);
    }

    public static FeatureSpec text(String field, int dimensions) {
        return of(field, FeatureType.TEXT, 0, dimensions);
    }

    public static FeatureSpec time(List<Cycle> cycles, ZoneId zone) {
        return new FeatureSpec(
                TIME_FIELD,
                FeatureType.TIME,
                Scale.STANDARD,
                Normalize.PIPELINE,
                null,
                Derive.NONE,
                List.of(),
                0,
                0,
                cycles,
                zone);
    }

    /** The same feature with other numbers to it. */
    public FeatureSpec with(Scale otherScale, Normalize otherNormalize, Clip otherClip) {
        return new FeatureSpec(
                field, type, otherScale, otherNormalize, otherClip, derive, shape, top, dimensions, cycles, zone);
    }

    /** The same feature with other things derived from it. */
    public FeatureSpec with(Derive other) {
        return new FeatureSpec(field, type, scale, normalize, clip, other, shape, top, dimensions, cycles, zone);
    }

    /** The same feature, with the pipeline's choices where it makes none of its own. */
    public FeatureSpec orElse(Normalize inputNormalize, Derive inputDerive) {
        if (type != FeatureType.NUMBER) {
            return normalize == Normalize.INPUT ? with(scale, Normalize.PIPELINE, clip) : this;
        }
        return with(scale, normalize == Normalize.INPUT ? inputNormalize : normalize, clip)
                .with(derive.isNone() ? inputDerive : derive);
    }

    /** How many elements an array has. */
    public int size() {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    /** How many of an observation's numbers it takes up; what is derived from a number follows it. */
    public int values() {
        return switch (type) {
            case NUMBER -> 1 + derive.kinds().size();
            case BOOLEAN -> 1;
            case ARRAY -> size();
            case CATEGORICAL, TEXT, TIME -> 0;
        };
    }

    /** How many of an observation's texts it takes up. */
    public int texts() {
        return type.isText() ? 1 : 0;
    }

    /** What is kept of an observed text: more of it would make no difference. */
    public String kept(String text) {
        int longest = type == FeatureType.CATEGORICAL ? CategoryFeature.LONGEST + 1 : TextGrams.LONGEST;
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    /** What makes it up, by the keys of the pipeline file. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("type", type.label());
        if (type.isScaled()) {
            settings.put("scale", scale.label());
        }
        if (type == FeatureType.NUMBER) {
            settings.put("normalize", normalize.label());
        }
        if (!derive.isNone()) {
            settings.put(
                    "derive", derive.kinds().stream().map(Derived::label).collect(Collectors.joining(", ", "[", "]")));
            settings.put("span", Integer.toString(derive.span()));
        }
        if (clip != null) {
            settings.put("clip", "[" + clip.low() + ", " + clip.high() + "]");
        }
        switch (type) {
            case ARRAY -> settings.put("shape", shape.toString());
            case CATEGORICAL -> settings.put("top", Integer.toString(top));
            case TEXT -> settings.put("dimensions", Integer.toString(dimensions));
            case TIME -> {
                settings.put("of", cycles.stream().map(Cycle::label).collect(Collectors.joining(", ", "[", "]")));
                settings.put("zone", zone.getId());
            }
            case NUMBER, BOOLEAN -> {}
        }
        return settings;
    }
}
