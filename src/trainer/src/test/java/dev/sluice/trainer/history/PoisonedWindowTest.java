package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.Standing;
import dev.sluice.trainer.training.TrainingRows;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoisonedWindowTest {
    private static final int ROWS = 1_600;
    private static final int FEATURES = 6;
    private static final PipelineConfig CONFIG = PipelineFile.parse(
                    "pipeline: pumps\ninput: {topic: t}\ntraining: {max-epochs: 5, search: 0s}", "test", Map.of())
            .withAlertBudget(AlertBudget.parse("1 per 1000 records"));

    private static LoadedModel champion;
    private static CompiledModel clean;

    @BeforeAll
    static void train() throws Exception {
        champion = train(history(SyntheticRows.normal(ROWS, FEATURES, 1)), Optional.empty());
        clean = train(history(SyntheticRows.normal(ROWS, FEATURES, 2)), Optional.of(champion))
                .model();
    }

    private static History history(double[][] values) {
        return History.of(SyntheticRows.features(FEATURES), TrainingRows.of(SyntheticRows.observations(values)));
    }

    private static LoadedModel train(History history, Optional<LoadedModel> parent) throws Exception {
        return train(CONFIG, history, parent);
    }

    private static LoadedModel train(PipelineConfig config, History history, Optional<LoadedModel> parent)
            throws Exception {
        return new ModelTrainer(config, Clock.systemUTC())
                .train(history.features(), history.rows(), history.window(), 1, parent)
                .loaded();
    }

    /** Normal rows with a fault that lasts. */
    private static double[][] poisoned(int from, int to, long seed) {
        double[][] values = SyntheticRows.normal(ROWS, FEATURES, seed);
        for (int i = from; i < to; i++) {
            values[i][1] += 8;
            values[i][4] -= 5;
        }
        return values;
    }

    private static Normality judged(double[][] values) {
        return Normality.of(Optional.of(champion), history(values));
    }

    private static double auroc(CompiledModel model) {
        double[] normal = statistics(model, SyntheticRows.normal(500, FEATURES, 7));
        double[] faults = statistics(model, Arrays.copyOf(poisoned(0, 500, 8), 500));
        double wins = 0;
        for (double f : faults) {
            for (double n : normal) {
                wins += f > n ? 1 : f == n ? 0.5 : 0;
            }
        }
        return wins / faults.length / normal.length;
    }

    private static double[] statistics(CompiledModel model, double[][] values) {
        ScoredRecord scored = model.newScoredRecord();
        return Arrays.stream(values)
                .mapToDouble(row -> {
                    model.score(Observation.of(row), model.newMemory(), scored);
                    return scored.statistic();
                })
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"800, 880", "800, 960", "1440, 1600"})
    void aSustainedIncidentIsNotLearned(int from, int to) throws Exception {
        Normality normality = judged(poisoned(from, to, 2));

        LoadedModel retrained = train(normality.learnable(), Optional.of(champion));

        assertThat(normality.incidents().get(from, to).cardinality()).isEqualTo(to - from);
        assertThat(auroc(retrained.model())).isGreaterThanOrEqualTo(auroc(clean) - 0.005);
    }

    /** Averages of past rows take their time to rise: what they took in meanwhile would make the fault normal. */
    @Test
    void whatPassedBeforeAnIncidentWasNoticedIsNotLearnedEither() throws Exception {
        // Charts over residuals of networks that were hardly trained see nothing.
        PipelineConfig whole = CONFIG.withTraining(TrainingConfig.DEFAULT.withSearch(Duration.ZERO));
        LoadedModel patient = train(whole, history(SyntheticRows.wandering(2 * ROWS, FEATURES, 1)), Optional.empty());
        double[][] values = SyntheticRows.wandering(ROWS, FEATURES, 2);
        for (int i = 800; i < 1_100; i++) {
            values[i][1] += 4;
            values[i][4] -= 4;
        }

        Normality normality = Normality.of(Optional.of(patient), history(values));

        assertThat(patient.model().isStateless()).isFalse();
        assertThat(normality.incidents().get(800, 1_100).cardinality()).isEqualTo(300);
        assertThat(normality.incidents().cardinality())
                .as("normal rows are left")
                .isLessThan(500);
    }

    @Test
    void anIncidentDoesNotBecomeNormalHoweverLongItLasts() {
        Normality normality = judged(poisoned(100, 1_500, 2));

        assertThat(normality.learnable().size()).isLessThanOrEqualTo(200);
        assertThat(normality.regime()).as("it has ended").isEmpty();
    }

    @Test
    void theTailOfNormalTrafficIsNotFittedOnButKept() {
        History learnable = judged(SyntheticRows.normal(ROWS, FEATURES, 2)).learnable();

        assertThat(learnable.size()).isEqualTo(ROWS);
        assertThat(Arrays.stream(learnable.rows().standings()).filter(s -> s == Standing.UNUSUAL))
                .hasSizeBetween(1, 40);
        assertThat(learnable.window().exclusions()).allMatch(e -> e.getKind().equals(History.UNUSUAL));
    }

    @Test
    void whatStaysUntilTheEndAndIsSteadyIsAChangeOfRegimeAndWhatGrowsIsNot() {
        assertThat(judged(poisoned(1_000, ROWS, 2)).regime()).hasValueSatisfying(regime -> {
            assertThat(regime.from()).isBetween(980_000L, 1_000_000L);
            assertThat(regime.to()).isEqualTo((ROWS - 1) * 1_000L);
            assertThat(regime.share()).isEqualTo(1);
            assertThat(regime.isThatOf(regime.figures())).isTrue();
        });
        double[][] growing = SyntheticRows.normal(ROWS, FEATURES, 2);
        for (int i = 1_000; i < ROWS; i++) {
            growing[i][1] += 0.05 * (i - 1_000);
        }
        assertThat(judged(growing).regime()).isEmpty();
    }

    @Test
    void anAdoptedRegimeIsLearnedAndNoLongerUnusual() throws Exception {
        double[][] changed = poisoned(1_000, ROWS, 2);
        Normality normality = judged(changed);

        History learnable =
                normality.adopting(normality.regime().orElseThrow().from()).learnable();
        LoadedModel retrained = train(learnable, Optional.of(champion));

        assertThat(learnable.size()).isGreaterThan(ROWS - 20);
        assertThat(learnable.window().exclusions()).anyMatch(e -> e.getKind().equals(History.ADOPTED));
        assertThat(Normality.of(Optional.of(retrained), history(poisoned(0, ROWS, 3)))
                        .incidents()
                        .cardinality())
                .isZero();
    }

    @Test
    void aChampionOfOtherFeaturesTellsByThoseThatItKnows() {
        FeatureView view = new FeatureView(SyntheticRows.features(4), SyntheticRows.features(FEATURES));

        Observation row = view.of(Observation.of(1, 2, 3, 4));

        assertThat(row.values).containsExactly(1, 2, 3, 4, Double.NaN, Double.NaN);
    }
}
