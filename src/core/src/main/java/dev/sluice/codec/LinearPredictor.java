package dev.sluice.codec;

/**
 * Fields from other fields, in integers: {@code offset + sum of weight x number}, weights in 1/65,536. A sum that overflows
 * wraps, on both sides in the same way.
 */
final class LinearPredictor {

    static final LinearPredictor NONE = new LinearPredictor(new int[0][], new long[0][], new long[0]);

    private final int[][] sources; // [fields][terms], null for a field that is not predicted
    private final long[][] weights; // [fields][terms]
    private final long[] offsets; // [fields], in units of the field

    LinearPredictor(int[][] sources, long[][] weights, long[] offsets) {
        this.sources = sources;
        this.weights = weights;
        this.offsets = offsets;
    }

    boolean predicts(int field) {
        return field < sources.length && sources[field] != null;
    }

    /** @param numbers {@code long[3 x fields]}: this record, the one before, the one before that */
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
            bytes += terms == null ? 1 : 5 + 6 * terms.length;
        }
        return bytes;
    }
}
