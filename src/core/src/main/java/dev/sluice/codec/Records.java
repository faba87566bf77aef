package dev.sluice.codec;

import java.util.Arrays;

/** Some records of one entity, in order: their numbers, and when and whether they are there. */
public final class Records {

    private final long[] times; // [records], or null
    private final double[][] values; // [records][fields]
    private final boolean[][] present; // [records][fields]

    /**
     * @param times {@code long[records]}, or null where each message carries its own
     * @param values {@code double[records][fields]}; what is not present is ignored
     * @param present {@code boolean[records][fields]}
     */
    public Records(long[] times, double[][] values, boolean[][] present) {
        if (values.length != present.length || (times != null && times.length != values.length)) {
            throw new IllegalArgumentException("times, values and presence must be of as many records each, but are of "
                    + (times == null ? "no" : times.length) + ", " + values.length + " and " + present.length);
        }
        this.times = times;
        this.values = values;
        this.present = present;
    }

    /** Records in which every field is there. */
    public static Records complete(long[] times, double[][] values) {
        boolean[][] present = new boolean[values.length][];
        for (int r = 0; r < present.length; r++) {
            present[r] = new boolean[values[r].length];
            Arrays.fill(present[r], true);
        }
        return new Records(times, values, present);
    }

    public int size() {
        return values.length;
    }

    /** Whether times are carried. */
    public boolean timed() {
        return times != null;
    }

    public long time(int record) {
        return times[record];
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

    void put(int record, long time) {
        times[record] = time;
    }

    void put(int record, int field, boolean there) {
        present[record][field] = there;
    }

    void put(int record, int field, double value) {
        values[record][field] = value;
    }

    double[] row(int record) {
        return values[record];
    }

    /** Those from one to before another. */
    public Records slice(int from, int to) {
        return new Records(
                times == null ? null : Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(values, from, to),
                Arrays.copyOfRange(present, from, to));
    }
}
