package dev.sluice.packed;

/**
 * What stands in a {@link Template} where records differ: a kind, and a number that goes with it, the field of a number or
 * the form of a time. As one integer, {@code kind | detail << 4}.
 */
public final class Hole {

    /** A number in decimals. */
    public static final int TEXT = 0;

    /** Avro's int, long, float and double. */
    public static final int INT = 1;

    public static final int LONG = 2;
    public static final int FLOAT = 3;
    public static final int DOUBLE = 4;

    /** The record's time as text, in the form of {@link TimeText}. */
    static final int TIME = 5;

    /** The record's time as Avro's long of milliseconds. */
    static final int TIME_LONG = 6;

    /** The entity as it is. */
    static final int ENTITY = 7;

    /** The entity as Avro's string. */
    static final int ENTITY_STRING = 8;

    /** Bytes that are kept as they are. */
    static final int LITERAL = 9;

    /** A number that is left out, and what is read in its place: null, nothing, NaN as Avro's float and double. */
    static final int LEFT_NULL = 10;

    static final int LEFT_EMPTY = 11;
    static final int LEFT_FLOAT = 12;
    static final int LEFT_DOUBLE = 13;

    private static final int KINDS = 14;
    private static final int SHIFT = 4;

    private Hole() {}

    static int of(int kind, int detail) {
        return detail << SHIFT | kind;
    }

    static int kind(int hole) {
        return hole & ((1 << SHIFT) - 1);
    }

    static int detail(int hole) {
        return hole >>> SHIFT;
    }

    static boolean isNumber(int hole) {
        return kind(hole) <= DOUBLE;
    }

    static boolean isTime(int hole) {
        return kind(hole) == TIME || kind(hole) == TIME_LONG;
    }

    /** Whether there is such a hole, for this many numbers. */
    static boolean exists(int hole, int numbers) {
        int kind = kind(hole);
        int detail = detail(hole);
        if (hole < 0 || kind >= KINDS) {
            return false;
        }
        return isNumber(hole) ? detail < numbers : detail < (kind == TIME ? TimeText.FORMS : 1);
    }
}
