package dev.sluice.feature;

import java.util.stream.IntStream;

/**
 * The plain fields among the features, those that are scaled along a straight line and by nothing else, all in one loop:
 * most fields of most models are such. Gives the bits that {@link FieldScaler} gives one by one. Immutable.
 */
final class LinearFields {

    private final int[] slot; // [fields], in the observation
    private final int[] column; // [fields]
    private final double[] center; // [fields]
    private final double[] spread; // [fields]

    /**
     * @param first {@code int[features + 1]}: the features' first columns
     */
    LinearFields(FittedFeature[] features, Slots slots, int[] first) {
        int[] taken = IntStream.range(0, features.length)
                .filter(j -> takes(features[j]))
                .toArray();
        this.slot = IntStream.of(taken).map(slots::value).toArray();
        this.column = IntStream.of(taken).map(j -> first[j]).toArray();
        this.center =
                IntStream.of(taken).mapToDouble(j -> line(features[j]).center()).toArray();
        this.spread =
                IntStream.of(taken).mapToDouble(j -> line(features[j]).spread()).toArray();
    }

    static boolean takes(FittedFeature feature) {
        return feature instanceof FieldScaler scaler
                && scaler.curve() instanceof Curve.Linear
                && scaler.levels() == null
                && scaler.spec().clip() == null;
    }

    private static Curve.Linear line(FittedFeature feature) {
        return (Curve.Linear) ((FieldScaler) feature).curve();
    }

    /**
     * Writes the columns of these fields.
     *
     * @param values of the observation
     * @param imputed {@code float[columns]}
     * @return how many are missing
     */
    int encode(double[] values, float[] imputed, float[] scaled, boolean[] present) {
        int missing = 0;
        for (int k = 0; k < slot.length; k++) {
            double x = values[slot[k]];
            int c = column[k];
            boolean there = FeatureEncoder.isPresent(x);
            scaled[c] = there ? SoftClip.of((x - center[k]) / spread[k]) : imputed[c];
            present[c] = there;
            missing += there ? 0 : 1;
        }
        return missing;
    }
}
