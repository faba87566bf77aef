package dev.sluice.feature;

import java.util.Arrays;

/**
 * The fitted scaler of a number, or of a boolean as 0 and 1: clipped, measured by its entity's level where that is wanted,
 * then along a curve, then softly clipped at {@value SoftClip#KNEE}.
 *
 * @param spec a number or a boolean
 * @param curve from the input's unit, or from what is left of it after {@code levels}, to scaled units
 * @param level normal level, in what the curve begins with; finite; stands in for a missing value
 * @param levels by entity; null where all entities are measured alike
 */
public record FieldScaler(FeatureSpec spec, Curve curve, double level, EntityLevels levels) implements FittedFeature {

    /**
     * Smallest spread of a boolean: one that was almost always the same still stirs no more than a number would five
     * deviations out.
     */
    private static final double BOOLEAN_SPREAD = 0.2;

    public FieldScaler {
        if (!Double.isFinite(level)) {
            throw new IllegalArgumentException(spec.field() + ": level must be finite, got " + level);
        }
    }

    /** A linear one. */
    public FieldScaler(String field, Scale scale, double center, double spread, double level) {
        this(new FeatureSpec(field, scale), new Curve.Linear(center, spread), level, null);
    }

    /**
     * Fits a scaler to a column. A constant column, or one without a value, gets spread 1; a robust spread that is 0
     * because most values are equal falls back to the standard deviation. Outliers are kept out of means, deviations and
     * ranges: see {@link Column}.
     *
     * @param observed values in the input's unit; NaN where missing
     */
    public static FieldScaler fit(FeatureSpec spec, double[] observed) {
        int[] unknown = new int[observed.length];
        Arrays.fill(unknown, EntityLevels.UNKNOWN);
        return fit(spec, observed, unknown, EntityIndex.NONE);
    }

    /** @param rows {@code int[rows]}: index of each row's entity, or {@link EntityLevels#UNKNOWN} */
    static FieldScaler fit(FeatureSpec spec, double[] observed, int[] rows, EntityIndex entities) {
        double[] x = observed;
        if (spec.clip() != null) {
            x = Arrays.stream(x)
                    .map(v -> Double.isFinite(v) ? spec.clip().of(v) : v)
                    .toArray();
        }
        Column column = new Column(x);
        if (column.isEmpty()) {
            return new FieldScaler(spec, new Curve.Linear(0, 1), 0, null);
        }
        if (spec.type() == FeatureType.BOOLEAN) {
            double share = Arrays.stream(column.all).average().orElseThrow();
            double spread = Math.max(BOOLEAN_SPREAD, Math.sqrt(share * (1 - share)));
            return new FieldScaler(spec, new Curve.Linear(share, spread), share < 0.5 ? 0 : 1, null);
        }
        if (spec.normalize() != Normalize.ENTITY) {
            return new FieldScaler(spec, column.curve(spec.scale()), column.median(), null);
        }
        EntityLevels levels = EntityFit.levels(column, x, rows, entities);
        double[] normalized = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            normalized[i] = Double.isFinite(x[i]) ? levels.normalize(x[i], rows[i]) : Double.NaN;
        }
        Column rest = new Column(normalized);
        return new FieldScaler(spec, rest.curve(spec.scale()), rest.median(), levels);
    }

    public Scale scale() {
        return spec.scale();
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public boolean encode(Observation observed, int value, int text, int entity, float[] into, int column) {
        double x = observed.values[value];
        if (!FeatureEncoder.isPresent(x)) {
            return false;
        }
        into[column] = scale(x, entity);
        return true;
    }

    /**
     * @param observed finite, in the input's unit
     * @return in scaled units, always finite
     */
    public float scale(double observed) {
        return scale(observed, EntityLevels.UNKNOWN);
    }

    private float scale(double observed, int entity) {
        double x = spec.clip() == null ? observed : spec.clip().of(observed);
        return SoftClip.of(curve.scale(levels == null ? x : levels.normalize(x, entity)));
    }

    /** The observed value that {@link #scale(double)} maps to {@code scaled}, in the input's unit, always finite. */
    public double unscale(double scaled) {
        return unscale(scaled, EntityLevels.UNKNOWN);
    }

    private double unscale(double scaled, int entity) {
        double x = curve.unscale(SoftClip.undo(scaled));
        if (levels != null) {
            x = levels.restore(x, entity);
        }
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, x));
    }

    @Override
    public double unscaled(int column, float scaled) {
        return unscale(scaled);
    }

    /** The scaled value that stands in for a missing one. */
    public float imputed() {
        return SoftClip.of(curve.scale(level));
    }

    @Override
    public void impute(float[] into, int column) {
        into[column] = imputed();
    }

    @Override
    public double observed(Observation observed, int value) {
        double x = observed.values[value];
        return FeatureEncoder.isPresent(x) ? x : Double.NaN;
    }

    @Override
    public double expected(float[] reconstruction, int column, int entity) {
        return unscale(reconstruction[column], entity);
    }
}
