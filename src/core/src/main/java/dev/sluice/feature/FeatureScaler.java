package dev.sluice.feature;

import java.util.List;

/**
 * The fitted feature code of a model: from observed values to the network's input. A value that is NaN or infinite is
 * missing, never 0: its place is taken by the field's normal level in the forward pass, and the mask leaves it out of
 * the residual. Immutable.
 */
public final class FeatureScaler {

    private final FieldScaler[] fields;
    private final float[] imputed; // [features]

    /** @throws IllegalArgumentException where there is no field */
    public FeatureScaler(List<FieldScaler> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one feature");
        }
        this.fields = fields.toArray(FieldScaler[]::new);
        this.imputed = new float[this.fields.length];
        for (int j = 0; j < imputed.length; j++) {
            imputed[j] = this.fields[j].imputed();
        }
    }

    /**
     * Fits one scaler per feature.
     *
     * @param rows {@code double[rows][features]} of observed values, NaN where missing
     */
    public static FeatureScaler fit(List<FeatureSpec> specs, double[][] rows) {
        FieldScaler[] fitted = new FieldScaler[specs.size()];
        double[] column = new double[rows.length];
        for (int j = 0; j < fitted.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                column[i] = rows[i][j];
            }
            fitted[j] = FieldScaler.fit(specs.get(j), column);
        }
        return new FeatureScaler(List.of(fitted));
    }

    public int size() {
        return fields.length;
    }

    public FieldScaler field(int feature) {
        return fields[feature];
    }

    public List<FieldScaler> fields() {
        return List.of(fields);
    }

    /** Whether an observed value counts as present. */
    public static boolean isPresent(double observed) {
        return Math.abs(observed) <= Double.MAX_VALUE;
    }

    /**
     * @param observed {@code double[features]} in the input's units; NaN or infinite where missing
     * @param scaled {@code float[features]}, overwritten: scaled values, imputed where missing; always finite
     * @param present {@code boolean[features]}, overwritten: the mask
     * @return how many features are missing
     */
    public int extract(double[] observed, float[] scaled, boolean[] present) {
        int missing = 0;
        for (int j = 0; j < fields.length; j++) {
            present[j] = isPresent(observed[j]);
            if (present[j]) {
                scaled[j] = fields[j].scale(observed[j]);
            } else {
                scaled[j] = imputed[j];
                missing++;
            }
        }
        return missing;
    }
}
