package dev.sluice.trainer.training;

/** The rows a model is made from, oldest first. */
public final class TrainingRows {
    private final double[][] values; // [rows][features]
    private final long[] timestamps; // [rows]

    /**
     * @param values {@code double[rows][features]} observed values in the input's units, NaN where missing; not copied
     * @param timestamps {@code long[rows]}, milliseconds since the epoch, ascending; not copied
     * @throws IllegalArgumentException where the arrays do not match or time runs backwards
     */
    public TrainingRows(double[][] values, long[] timestamps) {
        if (values.length != timestamps.length) {
            throw new IllegalArgumentException(
                    values.length + " rows, but " + timestamps.length + " timestamps were given");
        }
        for (int i = 1; i < timestamps.length; i++) {
            if (timestamps[i] < timestamps[i - 1]) {
                throw new IllegalArgumentException("row " + i + " is older than the one before: sort rows by time");
            }
        }
        this.values = values;
        this.timestamps = timestamps;
    }

    public int size() {
        return values.length;
    }

    /** {@code double[rows][features]}, not copied. */
    public double[][] values() {
        return values;
    }

    /** {@code long[rows]}, not copied. */
    public long[] timestamps() {
        return timestamps;
    }
}
