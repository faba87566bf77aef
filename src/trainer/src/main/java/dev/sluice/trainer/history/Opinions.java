package dev.sluice.trainer.history;

import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.trainer.training.TrainingRows;
import java.util.HashMap;
import java.util.Map;

/**
 * What a model makes of the rows of a history, each run remembered on its own.
 *
 * @param pValues {@code double[rows]}
 * @param statistics {@code double[rows]}
 * @param residuals {@code float[rows][columns]}, scaled; 0 where missing
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
record Opinions(double[] pValues, double[] statistics, float[][] residuals) {

    static Opinions of(CompiledModel model, History history) {
        FeatureView view = new FeatureView(history.features(), model.features().specs());
        TrainingRows rows = history.rows();
        int n = rows.size();
        Opinions opinions = new Opinions(new double[n], new double[n], new float[n][]);
        ScoredRecord scored = model.newScoredRecord();
        Map<Long, EntityMemory> memories = new HashMap<>();
        for (int i = 0; i < n; i++) {
            EntityMemory memory = memories.computeIfAbsent(rows.runs()[i], run -> model.newMemory());
            model.score(view.of(rows.observations()[i]), memory, scored);
            opinions.pValues[i] = scored.pValue();
            opinions.statistics[i] = scored.statistic();
            opinions.residuals[i] = residual(scored);
        }
        return opinions;
    }

    private static float[] residual(ScoredRecord scored) {
        float[] residual = new float[scored.scaled().length];
        for (int j = 0; j < residual.length; j++) {
            residual[j] = scored.present()[j] ? scored.scaled()[j] - scored.reconstruction()[j] : 0;
        }
        return residual;
    }
}
