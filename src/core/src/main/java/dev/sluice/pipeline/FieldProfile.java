package dev.sluice.pipeline;

/** What the samples hold in one field. */
final class FieldProfile {

    private int present;
    private int numeric;
    private int rising;
    private double last = Double.NEGATIVE_INFINITY;
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
        } else if (other == null) {
            other = value.toString();
        }
    }

    /** At least one number, and at most one other value in ten. */
    boolean isNumeric() {
        return numeric > 0 && 10L * numeric >= 9L * present;
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
