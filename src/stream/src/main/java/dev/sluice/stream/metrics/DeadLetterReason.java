package dev.sluice.stream.metrics;

import java.util.Locale;

/** Kinds of reasons for a dead letter: few, so that they can divide a meter. The header has the precise one. */
public enum DeadLetterReason {
    /** The record has no value. */
    NULL_VALUE,
    /** The value as a whole cannot be decoded, or has none of the model's features. */
    MALFORMED,
    /** A field holds something else than was expected. */
    FIELD,
    /** The entity's name is too long to be repeated in every output. */
    ENTITY,
    /** The model's result is no finite number. */
    NOT_FINITE,
    /** An output would be larger than its topic takes. */
    OUTPUT_SIZE,
    /** A fault of Sluice's own. */
    UNEXPECTED;

    /** The name in metrics: {@code null-value}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
