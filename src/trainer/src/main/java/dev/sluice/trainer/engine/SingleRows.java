package dev.sluice.trainer.engine;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import java.util.Arrays;

/** Rows of one record each, held as they are. */
final class SingleRows implements ScaledRows {
    private final float[][] values; // [rows][columns]
    private final boolean[][] present; // [rows][columns]
    private final boolean complete;

    private SingleRows(float[][] values, boolean[][] present, boolean complete) {
        this.values = values;
        this.present = present;
        this.complete = complete;
    }

    static SingleRows of(FeatureEncoder encoder, Observation[] observed) {
        float[][] values = new float[observed.length][encoder.columns()];
        boolean[][] present = new boolean[observed.length][encoder.columns()];
        boolean complete = true;
        for (int i = 0; i < observed.length; i++) {
            encoder.encode(observed[i], values[i], present[i]);
            for (boolean p : present[i]) {
                complete &= p;
            }
        }
        return new SingleRows(values, present, complete);
    }

    static SingleRows complete(float[][] values) {
        boolean[][] present = new boolean[values.length][];
        for (int i = 0; i < values.length; i++) {
            present[i] = new boolean[values[i].length];
            Arrays.fill(present[i], true);
        }
        return new SingleRows(values, present, true);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public float[] values(int row) {
        return values[row];
    }

    @Override
    public boolean[] present(int row) {
        return present[row];
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public SingleRows select(int[] rows) {
        float[][] selected = new float[rows.length][];
        boolean[][] mask = new boolean[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
            mask[i] = present[rows[i]];
        }
        return new SingleRows(selected, mask, complete);
    }
}
