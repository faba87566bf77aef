package dev.sluice.feature;

import java.util.List;

/**
 * What is to be derived from a number.
 *
 * @param kinds in the order of their columns; none twice
 * @param span records that the exponentially weighted averages look back on: the newest weighs 2 / (span + 1)
 */
public record Derive(List<Derived> kinds, int span) {

    public static final int DEFAULT_SPAN = 20;
    public static final int MIN_SPAN = 2;
    public static final int MAX_SPAN = 100_000;

    /** Nothing. */
    public static final Derive NONE = new Derive(List.of(), DEFAULT_SPAN);

    /** @throws IllegalArgumentException where a kind is there twice, or the span is out of range */
    public Derive {
        kinds = List.copyOf(kinds);
        if (kinds.stream().distinct().count() != kinds.size()) {
            throw new IllegalArgumentException("derive: expected each once, got " + kinds);
        }
        if (span < MIN_SPAN || span > MAX_SPAN) {
            throw new IllegalArgumentException(
                    "span: expected " + MIN_SPAN + " to " + MAX_SPAN + " records, got " + span);
        }
    }

    public boolean isNone() {
        return kinds.isEmpty();
    }
}
