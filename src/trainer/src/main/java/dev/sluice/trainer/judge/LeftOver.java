package dev.sluice.trainer.judge;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.FittedFeature;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Slots;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How much of a row a model's autoencoder leaves unexplained, in a unit that no model's own scales have a part in: the
 * distance of its reconstruction as a share of the feature's spread, mean over the features. 0 is perfect; 1 is what the
 * feature's median alone would leave.
 */
final class LeftOver {
    /** Of one feature at most: one wild value must not outweigh all else. */
    private static final double MOST = 10;

    private final FeatureEncoder features;
    private final List<Measured> measured = new ArrayList<>();

    /** A feature by its index in the slice, its first slot there, and its index in the model. */
    private record Measured(FeatureSpec spec, double spread, int value, int text, int inModel) {}

    /** @param shared which of the slice's features all models that are compared know */
    LeftOver(CompiledModel model, Slice slice, Predicate<FeatureSpec> shared) {
        this.features = model.features();
        List<FeatureSpec> specs = slice.features();
        Slots slots = new Slots(specs);
        List<String> fields = model.fields();
        for (int j = 0; j < specs.size(); j++) {
            FeatureSpec spec = specs.get(j);
            boolean tells = spec.type() == FeatureType.NUMBER
                    || spec.type() == FeatureType.BOOLEAN
                    || spec.type() == FeatureType.ARRAY
                    || spec.type() == FeatureType.CATEGORICAL;
            int inModel = fields.indexOf(spec.field());
            if (tells && inModel >= 0 && shared.test(spec) && slice.spread(j) > 0) {
                measured.add(new Measured(spec, slice.spread(j), slots.value(j), slots.text(j), inModel));
            }
        }
    }

    /** Whether there is anything to measure. */
    boolean isEmpty() {
        return measured.isEmpty();
    }

    /**
     * @param row as the slice has it
     * @return NaN where all features are missing
     */
    double of(Observation row, ScoredRecord scored) {
        double sum = 0;
        int count = 0;
        for (Measured m : measured) {
            double distance = distance(m, row, scored);
            if (!Double.isNaN(distance)) {
                sum += Math.min(MOST, distance / m.spread);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private double distance(Measured m, Observation row, ScoredRecord scored) {
        float[] reconstruction = scored.reconstruction();
        if (m.spec.type() == FeatureType.CATEGORICAL) {
            String observed = row.texts[m.text];
            String expected = features.expectedText(m.inModel, reconstruction);
            // Rare categories share a column: which of them it was is not to be told.
            return observed == null ? Double.NaN : expected == null || observed.equals(expected) ? 0 : 1;
        }
        if (m.spec.type() == FeatureType.ARRAY) {
            FittedFeature feature = features.feature(m.inModel);
            int first = features.firstColumn(m.inModel);
            double sum = 0;
            int count = 0;
            for (int c = 0; c < m.spec.size(); c++) {
                double observed = row.values[m.value + c];
                if (Double.isFinite(observed)) {
                    sum += Math.abs(observed - feature.unscaled(c, reconstruction[first + c]));
                    count++;
                }
            }
            return count == 0 ? Double.NaN : orMost(sum / count);
        }
        double observed = row.values[m.value];
        return Double.isFinite(observed)
                ? orMost(Math.abs(observed - features.expected(m.inModel, reconstruction, row.entity())))
                : Double.NaN;
    }

    /** A reconstruction beyond all numbers is as wrong as can be. */
    private static double orMost(double distance) {
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }
}
