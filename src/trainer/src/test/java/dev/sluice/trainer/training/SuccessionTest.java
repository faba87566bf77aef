package dev.sluice.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LatentMap;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.Renewal;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.continuity.LatentSpace;
import dev.sluice.trainer.engine.SyntheticRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final int WINDOW = 1_500;
    private static final int STEP = 300;
    private static final List<FeatureSpec> FEATURES = SyntheticRows.features(6);

    /** Trained for as long as it takes to follow the parent, not to be good. */
    private static PipelineConfig config(ModelType type) {
        return config(type, 4);
    }

    private static PipelineConfig config(ModelType type, int epochs) {
        ModelConfig open = ModelConfig.DEFAULT;
        TrainingConfig training =
                new TrainingConfig(Duration.ofHours(24), Duration.ofHours(1), 20, 100_000, 42, epochs, 6, 128, 2e-3);
        return PipelineConfig.of("pumps", Map.of(), InputConfig.json("t"))
                .withModel(new ModelConfig(
                        type,
                        1,
                        2,
                        List.of(8),
                        open.activation(),
                        open.loss(),
                        open.regularization(),
                        open.convolution()))
                .withTraining(training.withSearch(Duration.ZERO))
                .withScore(ScoreKind.RECONSTRUCTION)
                .withAlertBudget(AlertBudget.parse("1 per 100 records"));
    }

    private static Observation[] observations(List<FeatureSpec> features, double[][] values, int from, int to) {
        Observation[] rows = new Observation[to - from];
        for (int i = from; i < to; i++) {
            Observation row = Observation.of(features);
            Arrays.fill(row.values, Double.NaN);
            System.arraycopy(values[i], 0, row.values, 0, Math.min(values[i].length, row.values.length));
            row.at(i * 1_000L, 0);
            rows[i - from] = row;
        }
        return rows;
    }

    private static TrainedModel train(
            PipelineConfig config, List<FeatureSpec> features, Observation[] of, int version, LoadedModel parent)
            throws RejectedModelException {
        TrainingRows rows = TrainingRows.of(of);
        return new ModelTrainer(config, CLOCK)
                .train(features, rows, TrainingWindow.of(rows, 1), version, Optional.ofNullable(parent));
    }

    /** Models that follow each other on windows that move on, the first being version 1. */
    private static List<TrainedModel> chain(PipelineConfig config, double[][] values, int models)
            throws RejectedModelException {
        List<TrainedModel> chain = new ArrayList<>();
        for (int v = 1; v <= models; v++) {
            int from = (v - 1) * STEP;
            LoadedModel parent = v == 1 ? null : chain.get(v - 2).loaded();
            chain.add(train(config, FEATURES, observations(FEATURES, values, from, from + WINDOW), v, parent));
        }
        return chain;
    }

    private static float[] latent(CompiledModel model, double[] values) {
        ScoredRecord scored = model.newScoredRecord();
        model.score(Observation.of(values), model.newMemory(), scored);
        return scored.latent().clone();
    }

    /** Share of the variance of the expected latents that the others tell as they are. */
    private static double told(float[][] latents, float[][] expected) {
        double error = 0;
        double variance = 0;
        for (int j = 0; j < expected[0].length; j++) {
            int column = j;
            double mean = Arrays.stream(expected)
                    .mapToDouble(r -> r[column])
                    .average()
                    .orElseThrow();
            for (int i = 0; i < latents.length; i++) {
                error += Math.pow(latents[i][j] - expected[i][j], 2);
                variance += Math.pow(expected[i][j] - mean, 2);
            }
        }
        return 1 - error / variance;
    }

    private static float[][] latents(CompiledModel model, double[][] rows) {
        return Arrays.stream(rows).map(row -> latent(model, row)).toArray(float[][]::new);
    }

    @Test
    void afterFiveRetrainsTheLatentsAreStillThoseOfTheFirst() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + 5 * STEP, 6, 1);
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < 6; j++) {
                values[i][j] = 20 * j + (values[i][j] - 20 * j) * (1 + 0.00005 * i); // scales change on the way
            }
        }
        PipelineConfig config = config(ModelType.UNDERCOMPLETE, 12);
        List<TrainedModel> chain = chain(config, values, 6);
        TrainedModel first = chain.get(0);
        TrainedModel last = chain.get(5);
        double[][] fresh = Arrays.copyOfRange(values, values.length - STEP, values.length);

        assertThat(first.model().space()).isEqualTo(1);
        assertThat(first.loaded().toParent()).isEmpty();
        assertThat(last.model().space()).isEqualTo(1);
        assertThat(last.loaded().toParent().map(LatentMap::version)).hasValue(5);
        assertThat(last.loaded().toParent().orElseThrow().fidelity()).isGreaterThan(0.99);
        assertThat(told(latents(last.model(), fresh), latents(first.model(), fresh)))
                .isGreaterThan(0.9);
        assertThat(last.provenance().getChoice()).isEqualTo("as version 5; begun with the weights of version 5");
        assertThat(last.provenance().getParentVersion()).isEqualTo(5);
        assertThat(last.provenance().getParity()).isLessThan(1e-5);
        assertThat(last.provenance().getFigures().get(LatentSpace.CHAIN)).isBetween(0.95, 1.0);
    }

    @Test
    void theMapLeadsFromTheLatentsToThoseOfTheParent() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        PipelineConfig config = config(ModelType.VARIATIONAL, 12);
        List<TrainedModel> chain = chain(config, values, 2);
        TrainedModel first = chain.get(0);
        TrainedModel second = chain.get(1);
        LatentMap map = second.loaded().toParent().orElseThrow();
        double[][] fresh = SyntheticRows.normal(300, 6, 9);

        float[][] mapped =
                Arrays.stream(latents(second.model(), fresh)).map(map::apply).toArray(float[][]::new);

        assertThat(told(mapped, latents(first.model(), fresh))).isCloseTo(map.fidelity(), within(0.1));
    }

    @Test
    void everyTypeGoesOnFromItsChampion() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        for (ModelType type : List.of(ModelType.SPARSE, ModelType.DENOISING, ModelType.AUTO)) {
            TrainedModel second = chain(config(type), values, 2).get(1);

            assertThat(second.model().space()).as(type.name()).isEqualTo(1);
        }
    }

    @Test
    void theSameRowsAndParentMakeTheSameModel() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        PipelineConfig config = config(ModelType.UNDERCOMPLETE);

        List<TrainedModel> chain = chain(config, values, 2);
        TrainedModel one = chain.get(1);
        TrainedModel other = train(
                config,
                FEATURES,
                observations(FEATURES, values, STEP, STEP + WINDOW),
                2,
                chain.get(0).loaded());

        assertThat(one.artifact().getEncoderLayers()).isEqualTo(other.artifact().getEncoderLayers());
        assertThat(one.artifact().getDecoderLayers()).isEqualTo(other.artifact().getDecoderLayers());
        assertThat(one.artifact().getToParent()).isEqualTo(other.artifact().getToParent());
    }

    @Test
    void withoutWarmStartTheChoiceSaysSoAndTheMapIsThereAllTheSame() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        PipelineConfig config = config(ModelType.UNDERCOMPLETE);
        Renewal r = Renewal.DEFAULT;
        PipelineConfig cold =
                config.withRenewal(new Renewal(false, r.fidelity(), r.onDrift(), r.adoptRegimeAfter(), r.keep()));

        TrainedModel second = chain(cold, values, 2).get(1);

        assertThat(second.provenance().getChoice()).endsWith("begun at random: training.warm-start is off");
        assertThat(second.loaded().toParent()).isPresent();
    }

    @Test
    void whereNothingComesOfTheChampionsWeightsTrainingBeginsAgainAtRandom() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        PipelineConfig config = config(ModelType.UNDERCOMPLETE);
        Observation[] later = observations(FEATURES, values, STEP, WINDOW + STEP);
        TrainedModel first = train(config, FEATURES, observations(FEATURES, values, 0, WINDOW), 1, null);
        TrainedModel fresh = train(config, FEATURES, later, 2, null);

        TrainedModel second = train(config, FEATURES, later, 2, overflowing(first.loaded()));

        assertThat(second.provenance().getChoice())
                .contains("begun at random: with the weights of version 1, training diverged");
        assertThat(second.provenance().getParentVersion()).isEqualTo(1);
        assertThat(second.model().space()).isEqualTo(2);
        assertThat(second.loaded().toParent()).isEmpty();
        assertThat(second.provenance().getJudgeError())
                .isEqualTo(fresh.provenance().getJudgeError());
    }

    /** The same with a code beyond what floats can hold. */
    private static LoadedModel overflowing(LoadedModel model) {
        CompiledModel m = model.model();
        List<Layer> layers = new ArrayList<>(m.encoder().layers());
        Dense last = (Dense) layers.remove(layers.size() - 1);
        float[][] weights = new float[last.inputs()][last.outputs()];
        float[] bias = new float[last.outputs()];
        for (float[] row : weights) {
            Arrays.fill(row, Float.MAX_VALUE);
        }
        Arrays.fill(bias, Float.MAX_VALUE);
        layers.add(new Dense(weights, bias, last.activation()));
        return new LoadedModel(
                model.artifact(),
                new CompiledModel(
                        m.version(),
                        m.space(),
                        m.features(),
                        new Network(layers),
                        m.decoder(),
                        m.uncertainty(),
                        m.statistic(),
                        m.calibration()));
    }

    @Test
    void anotherModelThanTheChampionsBeginsAtRandomInASpaceOfItsOwn() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        TrainedModel first = chain(config(ModelType.UNDERCOMPLETE), values, 1).get(0);
        PipelineConfig other = config(ModelType.UNDERCOMPLETE);
        other = other.withModel(other.model().withLayers(1, List.of(8)));

        TrainedModel second =
                train(other, FEATURES, observations(FEATURES, values, STEP, STEP + WINDOW), 2, first.loaded());

        assertThat(second.provenance().getChoice())
                .endsWith("begun at random: model is configured otherwise than for version 1");
        assertThat(second.model().space()).isEqualTo(2);
        assertThat(second.loaded().toParent().orElseThrow().parentLatents()).isEqualTo(2);
    }

    @Test
    void rowsThatTheChampionWasFittedOnDoNotCalibrateWeightsThatAreTakenOverFromIt() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(2 * WINDOW, 6, 1);
        PipelineConfig config = config(ModelType.UNDERCOMPLETE);
        Observation[] late = observations(FEATURES, values, WINDOW, 2 * WINDOW);
        TrainedModel first = train(config, FEATURES, late, 1, null);

        // The history was made longer: the latest quarter of it reaches back to what version 1 was fitted on.
        TrainedModel longer =
                train(config, FEATURES, observations(FEATURES, values, 600, 2 * WINDOW), 2, first.loaded());
        TrainedModel older = train(config, FEATURES, observations(FEATURES, values, 0, WINDOW), 2, first.loaded());

        assertThat(longer.provenance().getChoice()).isEqualTo("as version 1; begun with the weights of version 1");
        assertThat(longer.provenance().getRowsJudge()).isBetween(330L, 400L);
        assertThat(older.provenance().getChoice())
                .endsWith("begun at random: version 1 was fitted on most of the latest rows");
    }

    @Test
    void aFieldThatCameLaterIsJudgedAfterTheNextRetrainAndTheLatentsStay() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        PipelineConfig config = config(ModelType.UNDERCOMPLETE, 60);
        TrainedModel first = chain(config, values, 1).get(0);
        List<FeatureSpec> grown = SyntheticRows.features(7);
        double[][] seven = new double[values.length][];
        for (int i = 0; i < values.length; i++) {
            boolean there = i >= WINDOW - STEP;
            seven[i] = Arrays.copyOf(values[i], there ? 7 : 6);
            if (there) {
                seven[i][6] = 100 + 0.5 * values[i][0] + 0.5 * values[i][2];
            }
        }

        TrainedModel second = train(config, grown, observations(grown, seven, STEP, STEP + WINDOW), 2, first.loaded());

        assertThat(second.provenance().getChoice()).endsWith("columns added: 1, removed: 0");
        assertThat(second.model().space()).isEqualTo(1);
        double[] row = seven[seven.length - 1].clone();
        assertThat(score(second, row)).isLessThan(1);
        row[6] += 15;
        assertThat(score(second, row)).isGreaterThan(1);
    }

    private static double score(TrainedModel trained, double[] observed) {
        ScoredRecord scored = trained.model().newScoredRecord();
        trained.model().score(Observation.of(observed), trained.model().newMemory(), scored);
        return scored.score();
    }

    @Test
    void aFieldThatIsGoneLeavesTheOthersWithTheLatentsTheyHad() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + STEP, 6, 1);
        PipelineConfig config = config(ModelType.UNDERCOMPLETE);
        TrainedModel first = chain(config, values, 1).get(0);
        List<FeatureSpec> fewer = SyntheticRows.features(5);

        TrainedModel second = train(config, fewer, observations(fewer, values, STEP, STEP + WINDOW), 2, first.loaded());

        assertThat(second.provenance().getChoice()).endsWith("columns added: 0, removed: 1");
        assertThat(second.loaded().toParent().orElseThrow().fidelity()).isGreaterThan(0.9);
    }

    @Test
    void pValuesStayUniformThoughTheWeightsAreHandedOn() throws RejectedModelException {
        double[][] values = SyntheticRows.normal(WINDOW + 3 * STEP, 6, 1);
        TrainedModel last =
                chain(config(ModelType.UNDERCOMPLETE, 12), values, 4).get(3);

        double[][] fresh = SyntheticRows.normal(4_000, 6, 2);
        int belowTenth = 0;
        int alerts = 0;
        for (double[] row : fresh) {
            ScoredRecord scored = last.model().newScoredRecord();
            last.model().score(Observation.of(row), last.model().newMemory(), scored);
            belowTenth += scored.pValue() < 0.1 ? 1 : 0;
            alerts += scored.anomaly() ? 1 : 0;
        }
        assertThat(belowTenth / 4_000.0).isBetween(0.06, 0.14);
        assertThat(alerts / 4_000.0).isBetween(0.003, 0.03);
    }
}
