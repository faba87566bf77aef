package dev.sluice.trainer.training;

import dev.sluice.feature.FeatureScaler;
import dev.sluice.model.CompiledModel;
import dev.sluice.score.Calibration;
import dev.sluice.score.ResidualScale;
import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.ScaledRows;

/** Turns a trained network into a detector: residual scales and calibration come from rows it was not fitted on. */
final class Detector {

    private Detector() {}

    /**
     * @param judge held-out rows, at least one
     * @param alertProbability p-value at which the score is 1.0
     */
    static CompiledModel calibrate(
            int version, FeatureScaler scaler, Exported network, ScaledRows judge, double alertProbability) {
        Exported.Scratch scratch = network.newScratch();
        ResidualScale.Fit fit = new ResidualScale.Fit(scaler.size());
        for (int i = 0; i < judge.size(); i++) {
            float[] x = judge.values(i);
            fit.add(x, network.reconstruct(x, scratch), judge.present(i));
        }
        ResidualScale scale = fit.fit();
        double[] statistics = new double[judge.size()];
        double[] contributions = new double[scaler.size()];
        for (int i = 0; i < judge.size(); i++) {
            float[] x = judge.values(i);
            statistics[i] = scale.statistic(x, network.reconstruct(x, scratch), judge.present(i), contributions);
        }
        Calibration calibration = Calibration.fit(statistics, alertProbability);
        return new CompiledModel(version, scaler, network.encoder(), network.decoder(), scale, calibration);
    }
}
