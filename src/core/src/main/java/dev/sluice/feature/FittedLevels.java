package dev.sluice.feature;

/** The mean of each of a feature's columns, which stands in where the feature is missing. */
final class FittedLevels {
    private FittedLevels() {}

    /** {@code float[columns]}; 0 where every row lacks the feature. */
    static float[] mean(FittedFeature feature, Observation[] rows, int value, int text) {
        float[] columns = new float[feature.columns()];
        double[] sums = new double[columns.length];
        int count = 0;
        for (Observation row : rows) {
            if (feature.encode(row, value, text, EntityLevels.UNKNOWN, columns, 0)) {
                count++;
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += columns[k];
                }
            }
        }
        float[] mean = new float[columns.length];
        for (int k = 0; k < mean.length; k++) {
            mean[k] = count == 0 ? 0 : (float) (sums[k] / count);
        }
        return mean;
    }

    /** A copy. */
    static float[] checked(FeatureSpec spec, float[] levels, int columns) {
        if (levels.length != columns) {
            throw new IllegalArgumentException(
                    spec.field() + ": expected " + columns + " levels, got " + levels.length);
        }
        for (float v : levels) {
            if (!Float.isFinite(v)) {
                throw new IllegalArgumentException(spec.field() + ": levels must be finite");
            }
        }
        return levels.clone();
    }
}
