package dev.sluice.trainer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Check;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.Normality;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.TrainingRows;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final int ROWS = 1_500;
    private static final int FEATURES = 6;
    private static final AlertBudget BUDGET = AlertBudget.parse("1 per 1000 records");
    private static final PipelineConfig CONFIG = PipelineFile.parse(
                    "pipeline: pumps\ninput: {topic: t}\ntraining: {max-epochs: 5, search: 0s}", "test", Map.of())
            .withAlertBudget(BUDGET);
    private static final Judge JUDGE = new Judge(BUDGET, 1);

    private static final double[][] VALUES = SyntheticRows.normal(2 * ROWS, FEATURES, 1);
    private static LoadedModel champion;

    @BeforeAll
    static void trainChampion() throws Exception {
        champion = train(history(VALUES, 0, ROWS));
    }

    private static History history(double[][] values, int from, int to) {
        return History.of(
                SyntheticRows.features(values[0].length),
                TrainingRows.of(Arrays.copyOfRange(SyntheticRows.observations(values), from, to)));
    }

    private static LoadedModel train(History all) throws Exception {
        OptionalLong judgedFrom = HoldOut.judgedFrom(all);
        History earlier = all.before(judgedFrom.orElseThrow());
        return new ModelTrainer(CONFIG, Clock.systemUTC())
                .train(earlier.features(), earlier.rows(), earlier.window(), 2, Optional.empty())
                .loaded();
    }

    private static Verdict judge(LoadedModel challenger, History history) {
        return JUDGE.judge(Optional.of(champion), challenger, history, HoldOut.judgedFrom(history));
    }

    private static Check check(Verdict verdict, String name) {
        return verdict.checks().stream()
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFirstModelIsSoundAndSaysWhatItWasMeasuredBy() {
        History history = history(VALUES, 0, ROWS);

        Verdict verdict = JUDGE.judge(Optional.empty(), champion, history, HoldOut.judgedFrom(history));

        assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
        assertThat(verdict.reason()).isEqualTo("sound on the latest 150 rows");
        assertThat(verdict.checks())
                .extracting(Check::getName)
                .contains(
                        "finite",
                        "collapsed-latents",
                        "reconstruction-error",
                        "alert-rate",
                        "canary-spike",
                        "canary-stuck",
                        "canary-drift",
                        "canary-swapped",
                        "canary-dropped");
        assertThat(check(verdict, "canary-spike").getChallenger()).isGreaterThan(0.8);
        assertThat(check(verdict, "reconstruction-error").getChampion()).isNull();
    }

    @Test
    void aModelOfTheSameDataIsPromotedAndOneWithoutAFirstModelToBeatAsWell() throws Exception {
        for (int moved = 300; moved <= 1_500; moved += 400) {
            History history = history(VALUES, moved, moved + ROWS);
            Verdict verdict = judge(train(history), history);
            assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
            assertThat(verdict.reason()).startsWith("at least as good as version 2 on the latest 150 rows");
        }
    }

    @Test
    void dataThatCannotBeReconstructedStillGetsAFirstModel() throws Exception {
        Random random = new Random(1);
        double[][] noise = new double[ROWS][FEATURES];
        for (double[] row : noise) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        History history = history(noise, 0, ROWS);

        Verdict verdict = JUDGE.judge(Optional.empty(), train(history), history, HoldOut.judgedFrom(history));

        assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
    }

    @Test
    void aModelOfAnotherPipelinesDataIsTurnedDownAlsoAsTheFirst() throws Exception {
        double[][] other = new double[ROWS][FEATURES];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < FEATURES; j++) {
                other[i][j] = VALUES[i][(j + 1) % FEATURES];
            }
        }
        LoadedModel foreign = train(history(other, 0, ROWS));
        History history = history(VALUES, 500, 500 + ROWS);

        assertThat(judge(foreign, history).promoted()).isFalse();
        assertThat(JUDGE.judge(Optional.empty(), foreign, history, HoldOut.judgedFrom(history))
                        .promoted())
                .isFalse();
    }

    @Test
    void aModelThatLearnedAnIncidentIsTurnedDown() throws Exception {
        double[][] values = SyntheticRows.normal(ROWS + 500, FEATURES, 2);
        for (int i = 700; i < 1_000; i++) {
            values[i][1] += 8;
            values[i][4] -= 5;
        }
        History history = history(values, 500, ROWS + 500);

        Verdict verdict = judge(train(history), history);

        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.reason()).startsWith("not as good as version 2: ");
    }

    @Test
    void aModelThatIsNoNumberOrGivesTheSameLatentForAllIsTurnedDown() {
        History history = history(VALUES, 500, 500 + ROWS);

        Verdict broken = judge(withEncoder(Float.NaN), history);
        Verdict constant = judge(withEncoder(0), history);

        assertThat(check(broken, "finite").getPassed()).isFalse();
        assertThat(broken.promoted()).isFalse();
        assertThat(check(constant, "collapsed-latents").getPassed()).isFalse();
        assertThat(constant.promoted()).isFalse();
    }

    private static LoadedModel withEncoder(float weight) {
        CompiledModel model = champion.model();
        int latents = model.latentSize();
        float[][] weights = new float[model.features().columns()][latents];
        for (float[] row : weights) {
            Arrays.fill(row, weight);
        }
        Network encoder = new Network(List.of(new Dense(weights, new float[latents], Activation.IDENTITY)));
        return new LoadedModel(
                champion.artifact(),
                new CompiledModel(
                        3,
                        model.features(),
                        encoder,
                        model.decoder(),
                        Optional.empty(),
                        model.statistic(),
                        model.calibration()));
    }

    @Test
    void anAdoptedRegimeGetsItsModelAlthoughTheChampionFindsEverythingInIt() throws Exception {
        double[][] values = SyntheticRows.normal(ROWS + 500, FEATURES, 2);
        for (int i = 1_500; i < values.length; i++) {
            values[i][1] += 8;
        }
        Normality normality = Normality.of(Optional.of(champion), history(values, 500, ROWS + 500));
        Normality adopted = normality.adopting(normality.regime().orElseThrow().from());
        History learnable = adopted.learnable();

        Verdict verdict = JUDGE.judge(Optional.of(champion), train(learnable), adopted, HoldOut.judgedFrom(learnable));

        assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
    }

    @Test
    void ofFewRowsNothingIsMeasuredThatWouldBeChance() throws Exception {
        History few = history(VALUES, 0, 12);

        Verdict verdict = JUDGE.judge(Optional.empty(), train(few), few, HoldOut.judgedFrom(few));

        assertThat(verdict.promoted()).as(verdict.reason()).isTrue();
        assertThat(check(verdict, "rows").getNote()).startsWith("too few rows to measure more");
    }
}
