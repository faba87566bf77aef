package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Activation;
import dev.sluice.pipeline.ConvolutionConfig;
import dev.sluice.pipeline.LearningRateSchedule;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.Noise;
import dev.sluice.pipeline.Optimizer;
import dev.sluice.pipeline.Regularization;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.pipeline.TrainingEngine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoencoderTrainerTest {

    private static TrainingConfig config(int epochs, int patience, double learningRate) {
        return new TrainingConfig(
                Duration.ofHours(1), Duration.ofHours(1), 10, 10_000, 7, epochs, patience, 64, learningRate);
    }

    private static ScaledRows rows(int count, int features, double holes, long seed) {
        double[][] rows = SyntheticRows.normal(count, features, seed);
        SyntheticRows.punchHoles(rows, holes, seed);
        Observation[] observed = SyntheticRows.observations(rows);
        return ScaledRows.of(FeatureEncoder.fit(SyntheticRows.features(features), observed), observed);
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
        Observation[] observed = SyntheticRows.observations(rows);
        FeatureEncoder encoder = FeatureEncoder.fit(SyntheticRows.features(2), observed);
        ScaledRows scaled = ScaledRows.of(encoder, observed);

        try (Fitted fitted = train(config(30, 30, 3e-3), scaled, scaled)) {
            float[] complete = {
                ((FieldScaler) encoder.feature(0)).scale(0.9), ((FieldScaler) encoder.feature(1)).scale(0.9)
            };
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

    private static Fitted train(ModelType type, Loss loss, Regularization r, TrainingConfig config, ScaledRows rows) {
        ModelConfig model = new ModelConfig(type, 2, List.of(16), Activation.TANH, loss, r, ConvolutionConfig.DEFAULT);
        return new AutoencoderTrainer(config).train(Architecture.of(model, rows.values(0).length), rows, rows);
    }

    @ParameterizedTest
    @EnumSource(ModelType.class)
    void everyTypeLearnsAndIsReproducible(ModelType type) {
        ScaledRows rows = rows(400, 9, 0.02, 1);
        try (Fitted first = train(type, Loss.AUTO, Regularization.DEFAULT, config(8, 0, 5e-3), rows);
                Fitted second = train(type, Loss.AUTO, Regularization.DEFAULT, config(8, 0, 5e-3), rows)) {
            assertThat(first.validationLosses().get(7))
                    .isLessThan(first.validationLosses().get(0));
            assertThat(first.exported().loss(rows)).isLessThan(0.6);
            assertThat(first.engine().parameters()).isEqualTo(second.engine().parameters());
            assertThat(first.figures().get("parameters"))
                    .isEqualTo(first.engine().parameters().length);
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void everyLossFalls(Loss loss) {
        ScaledRows rows = ScaledRows.complete(shares(400, 8));
        try (Fitted fitted = train(ModelType.UNDERCOMPLETE, loss, Regularization.DEFAULT, config(8, 0, 5e-3), rows)) {
            assertThat(fitted.validationLosses().get(7))
                    .isLessThan(fitted.validationLosses().get(0));
            assertThat(fitted.exported().loss(rows)).isLessThan(0.03);
        }
    }

    /** Values from 0 to 1 with one cause. */
    private static float[][] shares(int count, int features) {
        Random random = new Random(3);
        float[][] rows = new float[count][features];
        for (float[] row : rows) {
            float cause = random.nextFloat();
            for (int j = 0; j < features; j++) {
                row[j] = j % 2 == 0 ? cause : 1 - cause;
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void everyOptimizerLowersTheLoss(Optimizer optimizer) {
        TrainingConfig base = config(6, 0, optimizer == Optimizer.SGD || optimizer == Optimizer.NESTEROVS ? 0.1 : 5e-3);
        ScaledRows rows = rows(300, 6, 0, 1);
        for (LearningRateSchedule schedule : LearningRateSchedule.values()) {
            TrainingConfig config = new TrainingConfig(
                    base.history(),
                    base.every(),
                    base.minRecords(),
                    base.maxRecords(),
                    base.seed(),
                    base.maxEpochs(),
                    base.patience(),
                    base.batch(),
                    base.learningRate(),
                    optimizer,
                    schedule,
                    base.search(),
                    base.engine());
            try (Fitted fitted = train(ModelType.AUTO, Loss.MSE, Regularization.DEFAULT, config, rows)) {
                assertThat(fitted.validationLosses().get(5))
                        .as("%s %s", optimizer, schedule)
                        .isLessThan(fitted.validationLosses().get(0));
            }
        }
    }

    @Test
    void theWeightOfSparsityEmptiesTheCode() {
        ScaledRows rows = rows(400, 9, 0, 1);
        double[] sparsity = new double[2];
        for (int i = 0; i < 2; i++) {
            Regularization r = new Regularization(2.0 * i, Noise.AUTO, 0.3, 1, 0.3, 0, 0);
            ModelConfig model = new ModelConfig(
                    ModelType.SPARSE, 0, List.of(16), Activation.TANH, Loss.MSE, r, ConvolutionConfig.DEFAULT);
            try (Fitted fitted =
                    new AutoencoderTrainer(config(10, 0, 5e-3)).train(Architecture.of(model, 9), rows, rows)) {
                sparsity[i] = fitted.figures().get("code-sparsity");
            }
        }
        assertThat(sparsity[1]).isGreaterThan(sparsity[0]).isGreaterThan(0.5);
    }

    @Test
    void aVariationalCodeKnowsItsSpreadAndIsPulledTowardsTheStandardNormalDistribution() {
        ScaledRows rows = rows(400, 9, 0, 1);
        double[] divergence = new double[2];
        for (int i = 0; i < 2; i++) {
            Regularization r = new Regularization(0, Noise.AUTO, 0, i == 0 ? 0.01 : 20, 0.3, 0, 0);
            try (Fitted fitted = train(ModelType.VARIATIONAL, Loss.GAUSSIAN, r, config(10, 0, 5e-3), rows)) {
                divergence[i] = fitted.figures().get("code-divergence");
                Exported network = fitted.exported();
                Exported.Scratch scratch = network.newScratch();
                assertThat(network.encode(rows.values(0), scratch)).hasSize(2);
                assertThat(network.logVariance(scratch)).hasSize(2);
                assertThat(network.logVariance(scratch)[0]).isBetween(-15f, 2f);
            }
        }
        assertThat(divergence[1]).isLessThan(divergence[0]);
    }

    @Test
    void crossentropyOfOtherThanSharesIsToldWithTheKeyAndTheMend() {
        ScaledRows rows = rows(50, 3, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(
                        ModelType.AUTO, Loss.BINARY_CROSSENTROPY, Regularization.DEFAULT, config(1, 0, 1e-3), rows))
                .withMessageStartingWith("model.loss: binary-crossentropy is for values from 0 to 1");
    }

    @Test
    void aPatienceOfZeroNeverStopsEarly() {
        try (Fitted fitted = train(config(12, 0, 0.2), rows(40, 6, 0, 1), rows(40, 6, 0, 99))) {
            assertThat(fitted.validationLosses()).hasSize(12);
        }
    }

    @Test
    void manyRetrainsDoNotGrowTheProcess() {
        ScaledRows fit = rows(500, 20, 0, 1);
        ScaledRows validation = rows(50, 20, 0, 2);
        TrainingConfig config = config(1, 1, 1e-3).withEngine(TrainingEngine.DL4J);
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            train(config, fit, validation).close();
        }
        long before = Pointer.physicalBytes();

        for (int retrain = 0; retrain < 20; retrain++) {
            train(config, fit, validation).close();
        }

        assertThat(Pointer.physicalBytes() - before).isLessThan(128L << 20);
    }
}
