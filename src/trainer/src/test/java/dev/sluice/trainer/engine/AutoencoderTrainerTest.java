package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.FeatureScaler;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.TrainingConfig;
import java.time.Duration;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class AutoencoderTrainerTest {

    private static TrainingConfig config(int epochs, int patience, double learningRate) {
        return new TrainingConfig(
                Duration.ofHours(1), Duration.ofHours(1), 10, 10_000, 7, epochs, patience, 64, learningRate);
    }

    private static ScaledRows rows(int count, int features, double holes, long seed) {
        double[][] rows = SyntheticRows.normal(count, features, seed);
        SyntheticRows.punchHoles(rows, holes, seed);
        return ScaledRows.of(FeatureScaler.fit(SyntheticRows.features(features), rows), rows);
    }

    private static Fitted train(TrainingConfig config, ScaledRows fit, ScaledRows validation) {
        Architecture shape = Architecture.of(ModelConfig.DEFAULT, fit.values(0).length);
        return new AutoencoderTrainer(config).train(shape, fit, validation);
    }

    @Test
    void theLossFalls() {
        try (Fitted fitted = train(config(20, 20, 2e-3), rows(600, 8, 0, 1), rows(100, 8, 0, 2))) {
            assertThat(fitted.validationLosses().get(fitted.bestEpoch() - 1))
                    .isLessThan(0.2 * fitted.validationLosses().get(0));
            assertThat(fitted.fitLosses()).hasSameSizeAs(fitted.validationLosses());
        }
    }

    @Test
    void keepsTheWeightsOfTheBestEpochAndStopsWhenPatienceEnds() {
        ScaledRows fit = rows(40, 6, 0, 1);
        ScaledRows validation = rows(40, 6, 0, 99);

        // So large a rate overshoots again and again: the last epoch is hardly ever the best.
        try (Fitted fitted = train(config(60, 3, 0.2), fit, validation)) {
            double best = fitted.validationLosses().stream()
                    .mapToDouble(Double::doubleValue)
                    .min()
                    .orElseThrow();
            assertThat(fitted.validationLosses()).hasSize(fitted.bestEpoch() + 3);
            assertThat(fitted.exported().loss(validation)).isEqualTo(best);
            assertThat(fitted.engine().export().loss(validation)).isEqualTo(best);
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsToTheBit() {
        ScaledRows fit = rows(300, 13, 0.05, 1);
        ScaledRows validation = rows(50, 13, 0.05, 2);

        try (Fitted first = train(config(5, 5, 1e-3), fit, validation);
                Fitted second = train(config(5, 5, 1e-3), fit, validation)) {
            assertThat(first.engine().parameters()).isEqualTo(second.engine().parameters());
        }
    }

    @Test
    void missingValuesDoNotPullTheReconstruction() {
        // Two equal columns, one of which is missing in half of the rows: what is there must still be learned as equal.
        double[][] rows = new double[600][2];
        for (int i = 0; i < rows.length; i++) {
            double v = Math.sin(i);
            rows[i][0] = v;
            rows[i][1] = i % 2 == 0 ? v : Double.NaN;
        }
        FeatureScaler scaler = FeatureScaler.fit(SyntheticRows.features(2), rows);
        ScaledRows scaled = ScaledRows.of(scaler, rows);

        try (Fitted fitted = train(config(30, 30, 3e-3), scaled, scaled)) {
            float[] complete = {scaler.field(0).scale(0.9), scaler.field(1).scale(0.9)};
            Exported network = fitted.exported();
            assertThat(network.reconstruct(complete, network.newScratch())[1]).isBetween(1.0f, 1.5f);
        }
    }

    @Test
    void divergenceIsToldRatherThanExported() {
        try (Fitted fitted = train(config(5, 5, 1e30), rows(200, 4, 0, 1), rows(20, 4, 0, 2))) {
            assertThat(fitted.bestEpoch()).isZero();
        }
    }

    @Test
    void manyRetrainsDoNotGrowTheProcess() {
        ScaledRows fit = rows(500, 20, 0, 1);
        ScaledRows validation = rows(50, 20, 0, 2);
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            train(config(1, 1, 1e-3), fit, validation).close();
        }
        long before = Pointer.physicalBytes();

        for (int retrain = 0; retrain < 20; retrain++) {
            train(config(1, 1, 1e-3), fit, validation).close();
        }

        assertThat(Pointer.physicalBytes() - before).isLessThan(128L << 20);
    }
}
