package dev.sluice.codec;

import java.util.Arrays;

/**
 * Fields from other fields, in integers: {@code offset + sum of weight x number}, weights in 1/65,536. A sum that overflows
 * wraps, on both sides in the same way. Immutable.
 */
public final class LinearPredictor {

    /** Terms of a sum. */
    static final int MOST_TERMS = 32;

    private final int[][] sources; // [fields][terms]
    private final long[][] weights; // [fields][terms]
    private final long[] offsets; // [fields], in units of the field

    /**
     * @param sources {@code int[fields][terms]}: f for field f of this record, fields + f for it in the record before,
     *     2 fields + f in the one before that; or fields + f for what the latent makes of it
     * @param weights {@code long[fields][terms]}
     * @param offsets {@code long[fields]}
     */
    public LinearPredictor(int[][] sources, long[][] weights, long[] offsets) {
        int fields = offsets.length;
        if (sources.length != fields || weights.length != fields) {
            throw new IllegalArgumentException(
                    "a predictor has sources, weights and offsets of as many fields each, got " + sources.length + ", "
                            + weights.length + " and " + fields);
        }
        this.sources = new int[fields][];
        this.weights = new long[fields][];
        this.offsets = offsets.clone();
        for (int f = 0; f < fields; f++) {
            this.sources[f] = sources[f].clone();
            this.weights[f] = weights[f].clone();
            requireKnown(f, fields);
        }
    }

    /** One that predicts 0. */
    static LinearPredictor none(int fields) {
        return new LinearPredictor(new int[fields][0], new long[fields][0], new long[fields]);
    }

    /** What is not decoded yet when a field is, cannot be predicted from. */
    private void requireKnown(int f, int fields) {
        if (sources[f].length != weights[f].length || sources[f].length > MOST_TERMS) {
            throw new IllegalArgumentException("field " + f + " is predicted from 0 to " + MOST_TERMS
                    + " terms with a weight each, got " + sources[f].length + " and " + weights[f].length);
        }
        for (int s : sources[f]) {
            if (s < 0 || (s >= f && s < fields) || s >= 3 * fields) {
                throw new IllegalArgumentException(
                        "field " + f + " of " + fields + " is predicted from number " + s + ", which is not known yet");
            }
        }
    }

    int fields() {
        return offsets.length;
    }

    /** @throws IllegalArgumentException where it needs numbers that there are not */
    void requireDepth(int depth) {
        for (int[] terms : sources) {
            if (Arrays.stream(terms).anyMatch(s -> s >= depth * offsets.length)) {
                throw new IllegalArgumentException("a field is predicted from one of " + depth * offsets.length
                        + " numbers, got one beyond these");
            }
        }
    }

    /** {@code int[terms]}. */
    public int[] sources(int field) {
        return sources[field].clone();
    }

    /** {@code long[terms]}. */
    public long[] weights(int field) {
        return weights[field].clone();
    }

    public long offset(int field) {
        return offsets[field];
    }

    /** @param numbers as the sources count them */
    long predict(int field, long[] numbers) {
        int[] from = sources[field];
        long[] by = weights[field];
        long sum = 1 << (FieldGrid.SHIFT - 1);
        for (int t = 0; t < from.length; t++) {
            sum += by[t] * numbers[from[t]];
        }
        return offsets[field] + (sum >> FieldGrid.SHIFT);
    }

    /** What it takes to store: two bytes a source, four a weight and an offset. */
    int bytes() {
        int bytes = 0;
        for (int[] terms : sources) {
            bytes += 5 + 6 * terms.length;
        }
        return bytes;
    }
}
