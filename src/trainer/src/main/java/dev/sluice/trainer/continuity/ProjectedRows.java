package dev.sluice.trainer.continuity;

import dev.sluice.feature.Derivation;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Slots;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows as another model would observe them: its features, those that are there; the rest is missing. What it derives is
 * derived anew.
 */
final class ProjectedRows {
    private static final int NONE = -1;

    private ProjectedRows() {}

    /**
     * @param rows of {@code features}, in the order of time
     * @param runs {@code long[rows]}: rows of the same run follow each other
     * @param wanted the other model's features
     * @return the rows themselves where the features are the same
     */
    static Observation[] of(Observation[] rows, long[] runs, List<FeatureSpec> features, List<FeatureSpec> wanted) {
        if (features.equals(wanted)) {
            return rows;
        }
        Slots have = new Slots(features);
        Slots want = new Slots(wanted);
        int[] source = new int[wanted.size()];
        Arrays.setAll(source, j -> source(wanted.get(j), features));
        Derivation derivation = new Derivation(wanted);
        Map<Long, double[]> memories = new HashMap<>();
        Observation[] projected = new Observation[rows.length];
        for (int i = 0; i < rows.length; i++) {
            Observation row = Observation.of(wanted);
            row.clear();
            row.at(rows[i].timestamp(), rows[i].entity());
            for (int j = 0; j < source.length; j++) {
                if (source[j] != NONE) {
                    FeatureSpec spec = wanted.get(j);
                    // What is derived follows the number, and is filled in below.
                    int numbers = spec.derive().isNone() ? spec.values() : 1;
                    System.arraycopy(rows[i].values, have.value(source[j]), row.values, want.value(j), numbers);
                    System.arraycopy(rows[i].texts, have.text(source[j]), row.texts, want.text(j), spec.texts());
                }
            }
            if (derivation.memory() > 0) {
                derivation.derive(row, memories.computeIfAbsent(runs[i], run -> new double[derivation.memory()]));
            }
            projected[i] = row;
        }
        return projected;
    }

    private static int source(FeatureSpec wanted, List<FeatureSpec> features) {
        for (int j = 0; j < features.size(); j++) {
            FeatureSpec f = features.get(j);
            if (f.field().equals(wanted.field())) {
                boolean same = f.type() == wanted.type() && f.shape().equals(wanted.shape());
                return same ? j : NONE;
            }
        }
        return NONE;
    }
}
