package dev.sluice.trainer.engine;

import dev.sluice.feature.FeatureScaler;

/** Rows as the network sees them: scaled, imputed where missing, with the mask. */
public final class ScaledRows {
    private final float[][] values; // [rows][features]
    private final boolean[][] present; // [rows][features]
    private final boolean complete;

    private ScaledRows(float[][] values, boolean[][] present, boolean complete) {
        this.values = values;
        this.present = present;
        this.complete = complete;
    }

    /**
     * @param observed {@code double[rows][features]} in the input's units; NaN or infinite where missing
     */
    public static ScaledRows of(FeatureScaler scaler, double[][] observed) {
        float[][] values = new float[observed.length][scaler.size()];
        boolean[][] present = new boolean[observed.length][scaler.size()];
        int missing = 0;
        for (int i = 0; i < observed.length; i++) {
            missing |= scaler.extract(observed[i], values[i], present[i]);
        }
        return new ScaledRows(values, present, missing == 0);
    }

    public int size() {
        return values.length;
    }

    /** {@code float[features]}, not copied. */
    public float[] values(int row) {
        return values[row];
    }

    /** {@code boolean[features]}, not copied. */
    public boolean[] present(int row) {
        return present[row];
    }

    /** Whether no value is missing in any row. */
    public boolean isComplete() {
        return complete;
    }

    /** At most {@code limit} of the rows, evenly spread. */
    ScaledRows sample(int limit) {
        if (values.length <= limit) {
            return this;
        }
        float[][] sampled = new float[limit][];
        boolean[][] mask = new boolean[limit][];
        for (int i = 0; i < limit; i++) {
            int row = (int) ((long) i * values.length / limit);
            sampled[i] = values[row];
            mask[i] = present[row];
        }
        return new ScaledRows(sampled, mask, complete);
    }
}
