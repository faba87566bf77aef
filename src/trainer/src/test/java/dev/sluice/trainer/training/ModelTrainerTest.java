package dev.sluice.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.Temporal;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.score.SeriesStatistic;
import dev.sluice.trainer.engine.SyntheticRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static PipelineConfig config(int epochs, double learningRate, int maxModelBytes) {
        return config(ModelConfig.DEFAULT, epochs, learningRate, maxModelBytes);
    }

    private static PipelineConfig config(ModelConfig model, int epochs, double learningRate, int maxModelBytes) {
        TrainingConfig training = new TrainingConfig(
                Duration.ofHours(24), Duration.ofHours(1), 20, 100_000, 42, epochs, 6, 128, learningRate);
        PipelineConfig all = PipelineConfig.of("pumps", Map.of("sasl.jaas.config", "secret"), InputConfig.json("t"));
        return all.withModel(model)
                .withTraining(training.withSearch(Duration.ZERO))
                .withAlertBudget(AlertBudget.parse("1 per 100 records"))
                .withMaxModelBytes(maxModelBytes);
    }

    private static PipelineConfig temporal(Temporal temporal) {
        PipelineConfig all = config(4, 1e-3, 1 << 20);
        return all.withTemporal(temporal);
    }

    private static PipelineConfig windowed(ModelType type, int window, ScoreKind score) {
        ModelConfig open = ModelConfig.DEFAULT;
        ModelConfig model = new ModelConfig(
                type,
                window,
                3,
                open.hidden(),
                open.activation(),
                open.loss(),
                open.regularization(),
                open.convolution());
        PipelineConfig all = config(model, 3, 1e-3, 1 << 22);
        return all.withScore(score);
    }

    private static TrainedModel train(PipelineConfig config, double[][] values) throws RejectedModelException {
        List<FeatureSpec> features = SyntheticRows.features(values[0].length);
        TrainingRows rows = TrainingRows.of(SyntheticRows.observations(values));
        return new ModelTrainer(config, CLOCK).train(features, rows, TrainingWindow.of(rows, 1), 3, Optional.empty());
    }

    private static TrainedModel train(double[][] values) throws RejectedModelException {
        return train(config(12, 2e-3, 1 << 20), values);
    }

    private static double score(TrainedModel trained, double[] observed) {
        ScoredRecord scored = trained.model().newScoredRecord();
        trained.model().score(Observation.of(observed), trained.model().newMemory(), scored);
        return scored.score();
    }

    @Test
    void aBrokenRelationBetweenOrdinaryValuesIsAnAnomaly() throws RejectedModelException {
        TrainedModel trained = train(SyntheticRows.normal(2_000, 8, 1));
        double[] row = SyntheticRows.normal(1, 8, 5)[0];

        assertThat(score(trained, row)).isLessThan(1);
        row[2] += 4;
        assertThat(score(trained, row)).isGreaterThan(1);
        ScoredRecord scored = trained.model().newScoredRecord();
        trained.model().score(Observation.of(row), trained.model().newMemory(), scored);
        int[] top = new int[1];
        scored.topFeatures(top);
        assertThat(top[0]).isEqualTo(2);
    }

    @Test
    void pValuesOfFreshNormalRowsAreUniform() throws RejectedModelException {
        TrainedModel trained = train(SyntheticRows.normal(4_000, 8, 1));
        double[][] fresh = SyntheticRows.normal(4_000, 8, 2);

        ScoredRecord scored = trained.model().newScoredRecord();
        int belowHalf = 0;
        int belowTenth = 0;
        int alerts = 0;
        for (double[] row : fresh) {
            trained.model().score(Observation.of(row), trained.model().newMemory(), scored);
            belowHalf += scored.pValue() < 0.5 ? 1 : 0;
            belowTenth += scored.pValue() < 0.1 ? 1 : 0;
            alerts += scored.anomaly() ? 1 : 0;
        }
        assertThat(belowHalf / 4_000.0).isBetween(0.44, 0.56);
        assertThat(belowTenth / 4_000.0).isBetween(0.07, 0.13);
        assertThat(alerts / 4_000.0).isBetween(0.004, 0.02);
    }

    @Test
    void constantColumnsAndHolesDoNotDisturb() throws RejectedModelException {
        double[][] rows = SyntheticRows.normal(1_000, 8, 1);
        SyntheticRows.punchHoles(rows, 0.1, 1);
        for (double[] row : rows) {
            row[0] = 5;
            row[7] = Double.NaN;
        }

        TrainedModel trained = train(rows);

        double[] holed = SyntheticRows.normal(1, 8, 3)[0];
        holed[0] = 5;
        holed[4] = Double.NaN;
        holed[7] = Double.NaN;
        assertThat(score(trained, holed)).isLessThan(1);
        holed[0] = 500;
        assertThat(score(trained, holed)).isGreaterThan(1);
    }

    @Test
    void aSeriesThatIsTooWideIsRefusedWithTheKeyAndTheLimit() {
        List<FeatureSpec> wide = List.of(FeatureSpec.array("a", List.of(513)));
        Observation[] rows = new Observation[30];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(wide);
            Arrays.fill(rows[i].values, i);
        }
        assertThatThrownBy(() -> Prepared.of(wide, TrainingRows.of(rows), temporal(Temporal.ON)))
                .isInstanceOf(RejectedModelException.class)
                .hasMessageContaining("model.temporal: on is for at most 512 columns, the features make 513");
    }

    @Test
    void aWindowIsWhatTheAutoencoderSeesAndItsNewestRowWhatIsJudged() throws RejectedModelException {
        double[][] rows = SyntheticRows.normal(400, 5, 1);
        for (ModelType type : List.of(ModelType.CONVOLUTIONAL, ModelType.VARIATIONAL, ModelType.AUTO)) {
            TrainedModel trained = train(windowed(type, 8, ScoreKind.COMBINED), rows);

            assertThat(trained.model().window()).isEqualTo(8);
            assertThat(trained.model().statistic()).isInstanceOf(SeriesStatistic.class);
            assertThat(trained.model().latentSize()).isEqualTo(3);
            assertThat(trained.provenance().getParity()).isLessThan(1e-5);
        }
    }

    /** Trainer and scorer put windows together each in their own way: they must be the same. */
    @Test
    void theWindowsOfTrainingAreThoseOfTheScorer() throws RejectedModelException {
        PipelineConfig config = windowed(ModelType.CONVOLUTIONAL, 4, ScoreKind.RECONSTRUCTION);
        double[][] values = SyntheticRows.normal(300, 5, 1);
        List<FeatureSpec> features = SyntheticRows.features(5).stream()
                .map(f -> f.with(new Derive(List.of(Derived.DIFFERENCE, Derived.DEVIATION), 5)))
                .toList();
        Observation[] observations = new Observation[values.length];
        for (int i = 0; i < values.length; i++) {
            observations[i] = Observation.of(features);
            for (int j = 0; j < 5; j++) {
                observations[i].values[3 * j] = values[i][j];
            }
            observations[i].at(i * 1_000L, i % 2);
        }
        TrainingRows rows = TrainingRows.of(observations);
        TrainedModel trained =
                new ModelTrainer(config, CLOCK).train(features, rows, TrainingWindow.of(rows, 2), 3, Optional.empty());

        Prepared prepared = Prepared.of(features, rows, config);
        ScoredRecord scored = trained.model().newScoredRecord();
        Map<Long, EntityMemory> memories = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            trained.model()
                    .score(
                            observations[i],
                            memories.computeIfAbsent(
                                    observations[i].entity(),
                                    entity -> trained.model().newMemory()),
                            scored);
            assertThat(scored.input()).isEqualTo(prepared.inputs().values(i));
        }
    }

    @Test
    void aWindowThatIsTooLargeIsRefusedWithTheKeyAndTheLimit() {
        List<FeatureSpec> wide = List.of(FeatureSpec.array("a", List.of(400)));
        Observation[] rows = new Observation[30];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(wide);
            Arrays.fill(rows[i].values, i);
        }
        assertThatThrownBy(() ->
                        Prepared.of(wide, TrainingRows.of(rows), windowed(ModelType.AUTO, 1_000, ScoreKind.COMBINED)))
                .isInstanceOf(RejectedModelException.class)
                .hasMessage("model.window: 1000 makes 400000 inputs of 400 columns, at most 65536 are allowed; "
                        + "set it to 163 or less");
    }

    @Test
    void worksFromOneFeatureAndAFewRowsOn() throws RejectedModelException {
        for (int features : new int[] {1, 2, 3}) {
            TrainedModel trained = train(config(3, 1e-3, 1 << 20), SyntheticRows.normal(20, features, 1));
            assertThat(trained.model().latentSize()).isBetween(1, Math.max(1, features - 1));
        }
    }

    @Test
    void theSameRowsGiveTheSameModelToTheBit() throws RejectedModelException {
        double[][] rows = SyntheticRows.normal(500, 5, 1);
        TrainedModel first = train(config(4, 1e-3, 1 << 20), rows);
        TrainedModel second = train(config(4, 1e-3, 1 << 20), rows);

        assertThat(second.bytes()).hasSameSizeAs(first.bytes());
        assertThat(second.artifact().getEncoderLayers())
                .isEqualTo(first.artifact().getEncoderLayers());
        assertThat(second.artifact().getDecoderLayers())
                .isEqualTo(first.artifact().getDecoderLayers());
        assertThat(second.artifact().getCalibration())
                .isEqualTo(first.artifact().getCalibration());
        assertThat(second.artifact().getGolden()).isEqualTo(first.artifact().getGolden());
        assertThat(second.provenance().getValidationLoss())
                .isEqualTo(first.provenance().getValidationLoss());
    }

    @Test
    void provenanceTellsWhatMadeTheModel() throws RejectedModelException {
        TrainedModel trained = train(config(4, 1e-3, 1 << 20), SyntheticRows.normal(400, 5, 1));

        assertThat(trained.artifact().getVersion()).isEqualTo(3);
        assertThat(trained.artifact().getModelType()).isEqualTo("undercomplete");
        assertThat(trained.artifact().getGolden()).hasSize(8);
        assertThat(trained.artifact().getGolden().get(7).getObserved()).contains(Double.NaN);
        var p = trained.provenance();
        assertThat(p.getParentVersion()).isNull();
        assertThat(p.getCreatedAt()).isEqualTo(CLOCK.millis());
        assertThat(p.getEngine()).isEqualTo("java 3");
        assertThat(p.getRowsFit() + p.getRowsValidation() + p.getRowsJudge()).isEqualTo(400);
        assertThat(p.getWindowTo()).isEqualTo(399_000);
        assertThat(p.getTrainLoss()).hasSize(p.getValidationLoss().size()).isNotEmpty();
        assertThat(p.getParity()).isBetween(0.0, 1e-5);
        assertThat(p.getConfiguration()).contains("pumps").doesNotContain("secret");
        assertThat(trained.figures()).containsEntry("rows", 400.0).containsEntry("alertProbability", 0.01);
    }

    @Test
    void divergenceIsARejectionThatNamesTheLearningRate() {
        assertThatThrownBy(() -> train(config(4, 1e30, 1 << 20), SyntheticRows.normal(400, 5, 1)))
                .isInstanceOf(RejectedModelException.class)
                .hasMessageContaining("training diverged")
                .hasMessageContaining("training.learning-rate, which is 1.0E30");
    }

    @Test
    void aModelLargerThanAllowedIsARejection() {
        assertThatThrownBy(() -> train(config(2, 1e-3, 1_000), SyntheticRows.normal(400, 5, 1)))
                .isInstanceOf(RejectedModelException.class)
                .hasMessageContaining("models.max-bytes allows 1000");
    }

    @Test
    void aModelThatDoesNotFitTheFeaturesIsRejectedWithTheKeyAndTheMend() {
        ModelConfig open = ModelConfig.DEFAULT;
        ModelConfig shaped = new ModelConfig(
                ModelType.CONVOLUTIONAL,
                1,
                2,
                open.hidden(),
                open.activation(),
                open.loss(),
                open.regularization(),
                open.convolution().withShape(List.of(4, 4, 1)));
        ModelConfig shares = new ModelConfig(
                ModelType.UNDERCOMPLETE,
                1,
                2,
                open.hidden(),
                open.activation(),
                Loss.BINARY_CROSSENTROPY,
                open.regularization(),
                open.convolution());

        assertThatThrownBy(() -> train(config(shaped, 1, 1e-3, 1 << 20), SyntheticRows.normal(50, 5, 1)))
                .isInstanceOf(RejectedModelException.class)
                .hasMessage("model.shape: [4, 4, 1] are 16 values, but there are 5 features; make their product 5");
        assertThatThrownBy(() -> train(config(shares, 1, 1e-3, 1 << 20), SyntheticRows.normal(50, 5, 1)))
                .isInstanceOf(RejectedModelException.class)
                .hasMessageStartingWith("model.loss: binary-crossentropy is for values from 0 to 1")
                .hasMessageEndingWith("set the features' scale to minmax, or model.loss to mse");
    }
}
