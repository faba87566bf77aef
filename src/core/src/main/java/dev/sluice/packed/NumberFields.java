package dev.sluice.packed;

import dev.sluice.codec.CodecState;
import dev.sluice.codec.FieldKind;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a model's features that are packed, in the codec's order: a number each, an array's elements one by one. Immutable. */
public final class NumberFields {

    /** In place of a field: a number that is kept as it is. */
    public static final int KEPT = -1;

    /** In place of a field: a number that is left out. */
    public static final int LEFT_OUT = -2;

    /** For records of which nothing is packed as a number. */
    public static final NumberFields NONE = new NumberFields(List.of(), List.of(), CodecState.EMPTY, List.of());

    /** Whole numbers that a float holds with any bound that is smaller. */
    private static final double FLOAT_WHOLE = 1 << 22;

    private final int[] first; // [features]
    private final List<String> names; // [fields]
    private final CodecState state;

    /**
     * @param features of the records' decoder
     * @param names of the codec's fields: those of features, with an index where it is an array
     * @param state of as many fields
     * @param leftOut features whose numbers are not kept at all
     */
    public NumberFields(List<FeatureSpec> features, List<String> names, CodecState state, List<String> leftOut) {
        if (names.size() != state.fields()) {
            throw new IllegalArgumentException(names.size() + " names for a codec of " + state.fields() + " fields");
        }
        this.names = List.copyOf(names);
        this.state = state;
        this.first = new int[features.size()];
        for (int j = 0; j < first.length; j++) {
            FeatureSpec feature = features.get(j);
            first[j] = leftOut.contains(feature.field()) ? LEFT_OUT : first(feature);
        }
    }

    /** Arrays are packed as a whole. */
    private int first(FeatureSpec feature) {
        List<String> own = namesOf(feature);
        int at = own.isEmpty() ? KEPT : names.indexOf(own.get(0));
        return at >= 0
                        && at + own.size() <= names.size()
                        && names.subList(at, at + own.size()).equals(own)
                ? at
                : KEPT;
    }

    /** What the numbers of a feature are called; none where it has none that can be packed. */
    public static List<String> namesOf(FeatureSpec feature) {
        if (feature.type() == FeatureType.NUMBER) {
            return List.of(feature.field());
        }
        List<String> names = new ArrayList<>();
        for (int k = 0; feature.type() == FeatureType.ARRAY && k < feature.size(); k++) {
            names.add(feature.field() + "[" + k + "]");
        }
        return names;
    }

    public int count() {
        return names.size();
    }

    public String name(int field) {
        return names.get(field);
    }

    /** The largest error of a field. */
    public double bound(int field) {
        return state.bound(field);
    }

    /** The field of an element of a feature, or one of the above; elements of a number are one, number 0. */
    public int of(int feature, int element) {
        return first[feature] < 0 ? first[feature] : first[feature] + element;
    }

    FieldKind kind(int field) {
        return state.kind(field);
    }

    /** Whether what is decoded of a number can be written as that kind of {@link Hole} again, within the bound. */
    boolean holds(int field, int hole, double number) {
        FieldKind kind = state.kind(field);
        return switch (hole) {
            case Hole.INT, Hole.LONG -> kind == FieldKind.INTEGER;
            case Hole.FLOAT ->
                kind == FieldKind.FLOAT
                        || (kind == FieldKind.INTEGER
                                && Math.abs(number) < FLOAT_WHOLE
                                && state.bound(field) < FLOAT_WHOLE);
            default -> true;
        };
    }
}
