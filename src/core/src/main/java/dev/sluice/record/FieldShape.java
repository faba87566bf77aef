package dev.sluice.record;

import java.util.List;

/**
 * An array of numbers in a sample record.
 *
 * @param lengths of its dimensions, outermost first; none is 0
 */
public record FieldShape(List<Integer> lengths) {
    public FieldShape {
        lengths = List.copyOf(lengths);
    }

    /** Fit for a message. */
    @Override
    public String toString() {
        return "an array of shape " + lengths;
    }
}
