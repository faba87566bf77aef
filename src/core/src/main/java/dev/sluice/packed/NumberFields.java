package dev.sluice.packed;

import dev.sluice.codec.CodecState;
import dev.sluice.codec.FieldKind;
import dev.sluice.feature.FeatureSpec;
import java.util.Arrays;
import java.util.List;

/** The fields of a codec, by the features whose numbers they are. Immutable. */
public final class NumberFields {

    /** In place of a field: a number that is kept as it is. */
    public static final int KEPT = -1;

    /** In place of a field: a number that is left out. */
    public static final int LEFT_OUT = -2;

    /** For records of which nothing is packed as a number. */
    public static final NumberFields NONE =
            new NumberFields(List.of(), PackedNumbers.of(List.of()), CodecState.EMPTY, List.of());

    /** Whole numbers that a float holds with any bound that is smaller. */
    private static final double FLOAT_WHOLE = 1 << 22;

    private final int[] first; // [features]: the field of the first element, or one of the above
    private final PackedNumbers numbers;
    private final CodecState state;

    /**
     * @param features of the records' decoder
     * @param numbers that are packed; of an array all or none
     * @param state of as many fields
     * @param leftOut features whose numbers are not kept at all
     */
    public NumberFields(List<FeatureSpec> features, PackedNumbers numbers, CodecState state, List<String> leftOut) {
        this.numbers = numbers;
        this.state = state;
        this.first = new int[features.size()];
        Arrays.fill(first, KEPT);
        for (int f = 0; f < numbers.count(); f++) {
            PackedNumbers.Place place = numbers.all().get(f);
            if (place.element() == 0) {
                first[place.feature()] = f;
            }
            if (first[place.feature()] != f - place.element()) {
                throw new IllegalArgumentException(place.name() + " is packed, and not all of its array");
            }
        }
        requireWhole(features);
        for (int j = 0; j < first.length; j++) {
            if (leftOut.contains(features.get(j).field())) {
                first[j] = LEFT_OUT;
            }
        }
    }

    private void requireWhole(List<FeatureSpec> features) {
        for (int j = 0; j < first.length; j++) {
            int last = first[j] + features.get(j).size() - 1;
            if (first[j] >= 0
                    && (last >= numbers.count() || numbers.all().get(last).feature() != j)) {
                throw new IllegalArgumentException(numbers.name(first[j]) + " is packed, and not all of its array");
            }
        }
    }

    public int count() {
        return numbers.count();
    }

    public String name(int field) {
        return numbers.name(field);
    }

    /** The largest error of a field. */
    public double bound(int field) {
        return state.bound(field);
    }

    /** The field of an element of a feature, or one of the above; a number is element 0 of its feature. */
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
