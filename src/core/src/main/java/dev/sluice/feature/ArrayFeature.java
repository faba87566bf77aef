package dev.sluice.feature;

import java.util.Arrays;

/** An array of numbers on one common scale, so that an image stays an image. */
public final class ArrayFeature implements FittedFeature {

    /** Values that the scale is fitted on at most: evenly spread over the rows. */
    private static final int FIT_VALUES = 2_000_000;

    private final FeatureSpec spec;
    private final Curve curve;
    private final float[] levels; // [size], scaled: the mean of each element

    /** @throws IllegalArgumentException where {@code levels} is not of the array's size, or not finite; it is copied */
    public ArrayFeature(FeatureSpec spec, Curve curve, float[] levels) {
        this.spec = spec;
        this.curve = curve;
        this.levels = FittedLevels.checked(spec, levels, spec.size());
    }

    static ArrayFeature fit(FeatureSpec spec, Observation[] rows, int slot) {
        int size = spec.size();
        int step = (int) Math.max(1, (long) rows.length * size / FIT_VALUES);
        double[] sample = new double[((rows.length + step - 1) / step) * size];
        int n = 0;
        for (int i = 0; i < rows.length; i += step) {
            for (int k = 0; k < size; k++) {
                double x = rows[i].values[slot + k];
                sample[n++] =
                        spec.clip() == null || Double.isNaN(x) ? x : spec.clip().of(x);
            }
        }
        Column column = new Column(sample);
        Curve curve = column.isEmpty() ? new Curve.Linear(0, 1) : column.curve(spec.scale());
        ArrayFeature unlevelled = new ArrayFeature(spec, curve, new float[size]);
        return new ArrayFeature(spec, curve, FittedLevels.mean(unlevelled, rows, slot, 0));
    }

    @Override
    public FeatureSpec spec() {
        return spec;
    }

    public Curve curve() {
        return curve;
    }

    /** {@code float[size]}, scaled: what stands in for a missing array. */
    public float[] levels() {
        return levels.clone();
    }

    @Override
    public int columns() {
        return levels.length;
    }

    @Override
    public boolean encode(Observation observed, int value, int text, int entity, float[] into, int column) {
        double[] x = observed.values;
        for (int k = 0; k < levels.length; k++) {
            if (!FeatureEncoder.isPresent(x[value + k])) {
                return false;
            }
        }
        Clip clip = spec.clip();
        for (int k = 0; k < levels.length; k++) {
            double v = clip == null ? x[value + k] : clip.of(x[value + k]);
            into[column + k] = SoftClip.of(curve.scale(v));
        }
        return true;
    }

    @Override
    public void impute(float[] into, int column) {
        System.arraycopy(levels, 0, into, column, levels.length);
    }

    @Override
    public double unscaled(int column, float scaled) {
        return curve.unscale(SoftClip.undo(scaled));
    }

    @Override
    public String toString() {
        return "ArrayFeature" + Arrays.toString(spec.shape().toArray());
    }
}
