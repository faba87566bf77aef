package dev.sluice.packed;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The numbers of a record that are packed within a bound: of the model's features the numbers and the elements of arrays, in
 * the order of {@link dev.sluice.feature.Observation#values}, without what is derived. Immutable.
 */
public final class PackedNumbers {

    /**
     * One of them.
     *
     * @param name of the field; of an array's element with its place, counted through all dimensions: {@code spectrum[3]}
     * @param feature which of the model's features it is of
     * @param element its place in the array; 0 of a number
     * @param slot its place in the observation's values
     */
    public record Place(String name, int feature, int element, int slot) {}

    private final List<Place> numbers;

    private PackedNumbers(List<Place> numbers) {
        this.numbers = List.copyOf(numbers);
    }

    /** All of a model's. */
    public static PackedNumbers of(List<FeatureSpec> features) {
        Slots slots = new Slots(features);
        List<Place> numbers = new ArrayList<>();
        for (int j = 0; j < features.size(); j++) {
            FeatureSpec feature = features.get(j);
            if (feature.type() == FeatureType.NUMBER) {
                numbers.add(new Place(feature.field(), j, 0, slots.value(j)));
            } else if (feature.type() == FeatureType.ARRAY) {
                for (int k = 0; k < feature.size(); k++) {
                    numbers.add(new Place(feature.field() + "[" + k + "]", j, k, slots.value(j) + k));
                }
            }
        }
        return new PackedNumbers(numbers);
    }

    /** Those of them that are to be packed. */
    public PackedNumbers only(Predicate<Place> packed) {
        return new PackedNumbers(numbers.stream().filter(packed).toList());
    }

    public int count() {
        return numbers.size();
    }

    /** In order. */
    public List<Place> all() {
        return numbers;
    }

    public String name(int number) {
        return numbers.get(number).name();
    }

    /** Its place in the observation's values. */
    public int slot(int number) {
        return numbers.get(number).slot();
    }

    public List<String> names() {
        return numbers.stream().map(Place::name).toList();
    }
}
