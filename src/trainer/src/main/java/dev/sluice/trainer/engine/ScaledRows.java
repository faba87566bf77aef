package dev.sluice.trainer.engine;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import java.util.Arrays;

/** Rows as the network sees them: scaled, imputed where missing, with the mask. */
public final class ScaledRows {
    private final float[][] values; // [rows][columns]
    private final boolean[][] present; // [rows][columns]
    private final boolean complete;

    private ScaledRows(float[][] values, boolean[][] present, boolean complete) {
        this.values = values;
        this.present = present;
        this.complete = complete;
    }

    /** @param observed {@code Observation[rows]}, of the encoder's features */
    public static ScaledRows of(FeatureEncoder encoder, Observation[] observed) {
        float[][] values = new float[observed.length][encoder.columns()];
        boolean[][] present = new boolean[observed.length][encoder.columns()];
        boolean complete = true;
        for (int i = 0; i < observed.length; i++) {
            encoder.encode(observed[i], values[i], present[i]);
            for (boolean p : present[i]) {
                complete &= p;
            }
        }
        return new ScaledRows(values, present, complete);
    }

    /**
     * Rows that are scaled already, with nothing missing.
     *
     * @param values {@code float[rows][features]}, not copied
     */
    public static ScaledRows complete(float[][] values) {
        boolean[][] present = new boolean[values.length][];
        for (int i = 0; i < values.length; i++) {
            present[i] = new boolean[values[i].length];
            Arrays.fill(present[i], true);
        }
        return new ScaledRows(values, present, true);
    }

    public int size() {
        return values.length;
    }

    /** {@code float[columns]}, not copied. */
    public float[] values(int row) {
        return values[row];
    }

    /** {@code boolean[columns]}, not copied. */
    public boolean[] present(int row) {
        return present[row];
    }

    /** Whether nothing is masked in any row. */
    public boolean isComplete() {
        return complete;
    }

    /** The rows of these indexes, not copied. */
    public ScaledRows select(int[] rows) {
        float[][] selected = new float[rows.length][];
        boolean[][] mask = new boolean[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
            mask[i] = present[rows[i]];
        }
        return new ScaledRows(selected, mask, complete);
    }

    /** At most {@code limit} of the rows, evenly spread. */
    public ScaledRows sample(int limit) {
        if (values.length <= limit) {
            return this;
        }
        int[] rows = new int[limit];
        for (int i = 0; i < limit; i++) {
            rows[i] = (int) ((long) i * values.length / limit);
        }
        return select(rows);
    }
}
