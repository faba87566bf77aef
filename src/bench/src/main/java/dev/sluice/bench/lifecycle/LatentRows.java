package dev.sluice.bench.lifecycle;

import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.LatentMap;
import dev.sluice.model.ScoredRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a model makes of rows: their latents, and how well it restores them. */
final class LatentRows {

    private final float[][] latents; // [rows][k]
    private final double error;

    private LatentRows(float[][] latents, double error) {
        this.latents = latents;
        this.error = error;
    }

    static LatentRows of(CompiledModel model, Observation[] rows) {
        ScoredRecord scored = model.newScoredRecord();
        Map<Long, EntityMemory> memories = new HashMap<>();
        float[][] latents = new float[rows.length][];
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            EntityMemory memory = memories.computeIfAbsent(rows[i].entity(), e -> model.newMemory());
            model.score(rows[i].copy(), memory, scored);
            latents[i] = scored.latent().clone();
            sum += scored.reconstructionError();
        }
        return new LatentRows(latents, sum / rows.length);
    }

    /** {@code float[rows][k]}. */
    float[][] latents() {
        return latents;
    }

    /** Mean squared residual, in scaled units. */
    double error() {
        return error;
    }

    /** As latents of the parent. */
    LatentRows mapped(LatentMap map) {
        return new LatentRows(Arrays.stream(latents).map(map::apply).toArray(float[][]::new), error);
    }

    /** Share of the variance of the others that these tell, used as they are; 1 at best, negative where they mislead. */
    double determines(LatentRows others) {
        int k = others.latents[0].length;
        if (k != latents[0].length) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] mean = new double[k];
        for (float[] other : others.latents) {
            for (int j = 0; j < k; j++) {
                mean[j] += (double) other[j] / others.latents.length;
            }
        }
        double left = 0;
        double total = 0;
        for (int i = 0; i < latents.length; i++) {
            for (int j = 0; j < k; j++) {
                double other = others.latents[i][j];
                left += (latents[i][j] - other) * (latents[i][j] - other);
                total += (other - mean[j]) * (other - mean[j]);
            }
        }
        return 1 - left / total;
    }
}
