package dev.sluice.trainer.engine;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;

/** Rows as the network sees them: scaled, imputed where missing, with the mask. */
public sealed interface ScaledRows permits SingleRows, RowWindows {

    /** @param observed {@code Observation[rows]}, of the encoder's features, with what is derived from them */
    static ScaledRows of(FeatureEncoder encoder, Observation[] observed) {
        return SingleRows.of(encoder, observed);
    }

    /**
     * Rows that are scaled already, with nothing missing.
     *
     * @param values {@code float[rows][columns]}, not copied
     */
    static ScaledRows complete(float[][] values) {
        return SingleRows.complete(values);
    }

    int size();

    /** {@code float[columns]}, not to be written to. */
    float[] values(int row);

    /** {@code boolean[columns]}, not to be written to. */
    boolean[] present(int row);

    /** Whether nothing is masked in any row. */
    boolean isComplete();

    /** The rows of these indexes. */
    ScaledRows select(int[] rows);

    /** At most {@code limit} of the rows, evenly spread. */
    default ScaledRows sample(int limit) {
        if (size() <= limit) {
            return this;
        }
        int[] rows = new int[limit];
        for (int i = 0; i < limit; i++) {
            rows[i] = (int) ((long) i * size() / limit);
        }
        return select(rows);
    }
}
