package dev.sluice.bench.lifecycle;

import dev.sluice.contract.LatentMap;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
        FloatBuffer matrix = floats(map.getMatrix());
        FloatBuffer offset = floats(map.getOffset());
        float[][] mapped = new float[latents.length][offset.remaining()];
        for (int i = 0; i < latents.length; i++) {
            for (int j = 0; j < mapped[i].length; j++) {
                double sum = offset.get(j);
                for (int l = 0; l < latents[i].length; l++) {
                    sum += latents[i][l] * matrix.get(l * mapped[i].length + j);
                }
                mapped[i][j] = (float) sum;
            }
        }
        return new LatentRows(mapped, error);
    }

    private static FloatBuffer floats(java.nio.ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
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
