package dev.sluice.score;

/** Refuses fitted state that no fit can have made. */
final class Checks {
    private Checks() {}

    static void width(String what, int actual, int expected) {
        if (actual != expected) {
            throw new IllegalArgumentException(what + " are for " + actual + " columns, expected " + expected);
        }
    }

    static void positive(String what, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(what + " must be finite and above 0: " + value);
        }
    }

    static void positive(String what, float[] values) {
        for (float v : values) {
            positive(what, v);
        }
    }
}
