package dev.sluice.drift;

import dev.sluice.feature.CategoryFeature;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.FittedFeature;
import dev.sluice.feature.Observation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One number of each feature of a row, for comparing distributions: of a number or boolean its scaled value, of a category
 * its column, of an array or text how far its columns are from their normal level, as a root of the mean square. Not of
 * time, which never stands still, and not of what is derived from a number; of the first {@value #MOST} such features. Reads one row at a time; not thread-safe.
 */
public final class Signals {
    /** A reference of more would make the artifact large, and training hungry. */
    private static final int MOST = 1_000;

    private final FeatureEncoder encoder;
    private final int[] features; // [signals]
    private final float[] normal; // [columns]
    private final float[] scaled; // [columns]
    private final boolean[] present; // [columns]
    private Observation row;

    public Signals(FeatureEncoder encoder) {
        this.encoder = encoder;
        this.features = IntStream.range(0, encoder.size())
                .filter(j -> encoder.feature(j).spec().type() != FeatureType.TIME)
                .limit(MOST)
                .toArray();
        this.normal = new float[encoder.columns()];
        this.scaled = new float[encoder.columns()];
        this.present = new boolean[encoder.columns()];
        encoder.impute(normal, 0);
    }

    public int size() {
        return features.length;
    }

    /** The field of each signal. */
    public List<String> names() {
        return IntStream.of(features).mapToObj(j -> encoder.feature(j).field()).toList();
    }

    /** The number of categories, others included; 0 where the signal is none. */
    int categories(int signal) {
        FittedFeature feature = encoder.feature(features[signal]);
        return feature instanceof CategoryFeature ? feature.columns() : 0;
    }

    /** The row to read from now on, with what is derived from it. */
    public void read(Observation observed) {
        row = observed;
        encoder.encode(observed, scaled, present);
    }

    /** A signal of the row; NaN where it is missing. */
    public double value(int signal) {
        int feature = features[signal];
        if (encoder.feature(feature) instanceof CategoryFeature category) {
            String text = encoder.observedText(feature, row);
            return text == null ? Double.NaN : category.columnOf(text);
        }
        int from = encoder.firstColumn(feature);
        FeatureType type = encoder.feature(feature).spec().type();
        if (type == FeatureType.NUMBER || type == FeatureType.BOOLEAN) {
            return present[from] ? scaled[from] : Double.NaN;
        }
        double sum = 0;
        int count = 0;
        for (int c = from; c < from + encoder.feature(feature).columns(); c++) {
            if (present[c]) {
                double off = (double) scaled[c] - normal[c];
                sum += off * off;
                count++;
            }
        }
        // As a float, as the cuts around a value that comes again and again are.
        return count == 0 ? Double.NaN : (float) Math.sqrt(sum / count);
    }
}
