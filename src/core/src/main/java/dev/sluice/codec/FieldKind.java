package dev.sluice.codec;

/** What the values of a field were in training, which a value that is read is made to be again. */
public enum FieldKind {
    /** Any numbers. */
    REAL("real"),
    /** Each equal to its float, as of a sender that measures in single precision. */
    FLOAT("float"),
    /** Each whole, and within 2^53: counters, codes, switches. */
    INTEGER("integer");

    private static final double LARGEST = 0x1p53;

    private final String label;

    FieldKind(String label) {
        this.label = label;
    }

    /** As it is stored. */
    public String label() {
        return label;
    }

    /** The one with that label; null where there is none. */
    public static FieldKind of(String label) {
        for (FieldKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        return null;
    }

    /** The narrowest one that all of the first {@code count} values are of. */
    static FieldKind of(double[] values, int count) {
        FieldKind kind = count == 0 ? REAL : INTEGER;
        for (int i = 0; i < count; i++) {
            while (!kind.takes(values[i])) {
                kind = kind == INTEGER ? FLOAT : REAL;
            }
        }
        return kind;
    }

    /** Whether a finite value is of this kind. */
    boolean takes(double value) {
        return switch (this) {
            case REAL -> true;
            case FLOAT -> (float) value == value;
            case INTEGER -> Math.abs(value) <= LARGEST && Math.rint(value) == value;
        };
    }

    /** What a decoded number is finished to; never -0.0, which is coded by its bits. */
    double finish(double value) {
        return switch (this) {
            case REAL -> value + 0.0;
            case FLOAT -> (float) value + 0.0;
            case INTEGER -> Math.rint(value) + 0.0;
        };
    }
}
