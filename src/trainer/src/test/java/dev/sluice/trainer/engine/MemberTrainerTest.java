package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Network;
import dev.sluice.pipeline.TrainingEngine;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemberTrainerTest {

    private static final MemberRecipe RECIPE = new MemberRecipe(List.of(32, 0, 32), 1, 0);

    private static ScaledRows rows(int count, int features, double holes) {
        double[][] rows = SyntheticRows.normal(count, features, 1);
        SyntheticRows.punchHoles(rows, holes, 1);
        Observation[] observed = Arrays.stream(rows).map(Observation::of).toArray(Observation[]::new);
        return ScaledRows.of(FeatureEncoder.fit(SyntheticRows.features(features), observed), observed);
    }

    @Test
    void learnsTheWayBackFromOffTheDataAndTwoAtATimeGiveTheSameBits() throws Exception {
        ScaledRows fit = rows(400, 9, 0.02);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Network>> both = threads.invokeAll(List.of(
                    () -> MemberTrainer.train(fit, RECIPE, 1_500, TrainingEngine.JAVA, 7),
                    () -> MemberTrainer.train(fit, RECIPE, 1_500, TrainingEngine.JAVA, 7)));
            Network first = both.get(0).get();
            Network second = both.get(1).get();

            assertThat(first.layers()).hasSize(4);
            double residual = 0;
            double moved = 0;
            for (int i = 0; i < fit.size(); i++) {
                float[] x = fit.values(i).clone();
                float[] y = first.forward(x, first.newBuffers());
                assertThat(second.forward(x, second.newBuffers())).isEqualTo(y);
                residual += Math.abs(y[3] - x[3]);
                x[3] += 1;
                moved += Math.abs(first.forward(x, first.newBuffers())[3] - x[3]);
            }
            assertThat(residual / fit.size()).isLessThan(0.2);
            assertThat(moved / fit.size()).isGreaterThan(0.5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void stepsGrowWithTheRowsWithinLimits() {
        assertThat(MemberTrainer.steps(1)).isEqualTo(1_500);
        assertThat(MemberTrainer.steps(6_400)).isEqualTo(3_000);
        assertThat(MemberTrainer.steps(Integer.MAX_VALUE)).isEqualTo(4_000);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> MemberTrainer.train(rows(50, 3, 0), RECIPE, 100, TrainingEngine.JAVA, 1));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
