package dev.sluice.codec;

import java.util.Arrays;

/** Some records of one entity, in order: their numbers, whether they are there, and integers that are exact. */
public final class Records {

    /** Stamps of a record at most. */
    public static final int MOST_STAMPS = 3;

    private static final long[] NO_STAMPS = {};

    private final long[][] stamps; // [records][stamps]
    private final double[][] values; // [records][fields]
    private final boolean[][] present; // [records][fields]
    private final int columns;

    /**
     * @param stamps {@code long[records][0 to 3]}: integers that come back exactly, best the smaller the more they grow
     *     evenly: offsets, times; null for none
     * @param values {@code double[records][fields]}; what is not present is ignored
     * @param present {@code boolean[records][fields]}
     */
    public Records(long[][] stamps, double[][] values, boolean[][] present) {
        if (values.length != present.length || (stamps != null && stamps.length != values.length)) {
            throw new IllegalArgumentException(
                    "stamps, values and presence must be of as many records each, but are of "
                            + (stamps == null ? "no" : stamps.length) + ", " + values.length + " and "
                            + present.length);
        }
        this.stamps = stamps == null ? none(values.length) : stamps;
        this.values = values;
        this.present = present;
        columns = values.length == 0 ? 0 : this.stamps[0].length;
        for (long[] row : this.stamps) {
            if (row.length != columns || columns > MOST_STAMPS) {
                throw new IllegalArgumentException("a record has 0 to " + MOST_STAMPS
                        + " stamps, as many as the others, got " + row.length + " after " + columns);
            }
        }
    }

    private static long[][] none(int records) {
        long[][] none = new long[records][];
        Arrays.fill(none, NO_STAMPS);
        return none;
    }

    /** Records in which every field is there. */
    public static Records complete(long[][] stamps, double[][] values) {
        boolean[][] present = new boolean[values.length][];
        for (int r = 0; r < present.length; r++) {
            present[r] = new boolean[values[r].length];
            Arrays.fill(present[r], true);
        }
        return new Records(stamps, values, present);
    }

    public int size() {
        return values.length;
    }

    /** How many stamps each record has. */
    public int stamps() {
        return columns;
    }

    public long stamp(int record, int column) {
        return stamps[record][column];
    }

    /** The value, or NaN for one that is not there. */
    public double value(int record, int field) {
        return present[record][field] ? values[record][field] : Double.NaN;
    }

    public boolean present(int record, int field) {
        return present[record][field];
    }

    int fields(int record) {
        return Math.min(values[record].length, present[record].length);
    }

    void put(int record, int column, long stamp) {
        stamps[record][column] = stamp;
    }

    void put(int record, int field, boolean there) {
        present[record][field] = there;
    }

    void put(int record, int field, double value) {
        values[record][field] = value;
    }

    /** Those from one to before another. */
    public Records slice(int from, int to) {
        return new Records(
                Arrays.copyOfRange(stamps, from, to),
                Arrays.copyOfRange(values, from, to),
                Arrays.copyOfRange(present, from, to));
    }
}
