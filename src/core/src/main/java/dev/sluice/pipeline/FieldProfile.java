package dev.sluice.pipeline;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.record.FieldShape;
import dev.sluice.record.FieldText;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the samples hold in one field. */
final class FieldProfile {

    /** A field with more distinct texts is no category. */
    private static final int MOST_CATEGORIES = 20;

    /** Texts of a category come again and again: at least so many of each. */
    private static final int OFTEN = 3;

    private int present;
    private int numeric;
    private int rising;
    private double last = Double.NEGATIVE_INFINITY;
    private int booleans;
    private int arrays;
    private List<Integer> shape;
    private boolean isRagged;
    private int textual;
    private final Set<String> texts = new TreeSet<>();
    private String other;

    /** @param value as {@link dev.sluice.record.FieldReader} lists it */
    void add(Object value) {
        if (value == null) {
            return;
        }
        present++;
        if (value instanceof Double number) {
            numeric++;
            if (number > last && number == Math.rint(number)) {
                rising++;
            }
            last = number;
            return;
        }
        if (value instanceof Boolean) {
            booleans++;
        } else if (value instanceof FieldShape array) {
            arrays++;
            isRagged |= shape != null && !shape.equals(array.lengths());
            shape = array.lengths();
        } else if (value instanceof FieldText text) {
            textual++;
            if (texts.size() <= MOST_CATEGORIES) {
                texts.add(text.text());
            }
        }
        if (other == null) {
            other = value.toString();
        }
    }

    private boolean isMost(int count) {
        return count > 0 && 10L * count >= 9L * present;
    }

    /** At least one number, and at most one other value in ten. */
    boolean isNumeric() {
        return isMost(numeric);
    }

    boolean isBoolean() {
        return isMost(booleans);
    }

    /** Arrays of numbers, all of one shape, and of a size that can be taken. */
    boolean isArray() {
        return isMost(arrays)
                && !isRagged
                && shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> Math.min(1L << 32, a * b))
                        <= FeatureSpec.MAX_SIZE;
    }

    List<Integer> shape() {
        return shape;
    }

    /** Few texts that come again and again. */
    boolean isCategory() {
        return isMost(textual) && texts.size() <= MOST_CATEGORIES && (long) texts.size() * OFTEN <= textual;
    }

    /** Distinct texts in the samples, sorted. */
    Set<String> texts() {
        return texts;
    }

    /** A whole number in each of {@code samples} records, larger each time. */
    boolean isCounter(int samples) {
        return rising == samples;
    }

    /** What is there instead of a number. */
    String description() {
        return other == null ? "no value" : other;
    }
}
