package dev.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.score.SeriesStatistic.Charts;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnsembleStatisticsTest {

    /** Two members that always expect zeros, each with one centroid there. */
    private static Ensemble zeros(int columns) {
        Dense zero = new Dense(new float[columns][columns], new float[columns], Activation.IDENTITY);
        Member member = new Member(
                new Network(List.of(zero)), new Codebook(new float[][] {new float[columns]}), new float[] {0.5f});
        return new Ensemble(List.of(member, member));
    }

    @Test
    void membersThatAreAskedTogetherSayWhatEachSaysAlone() {
        Random random = new Random(4);
        Member own = new Member(null, new Codebook(gaussian(2, 6, random)), new float[] {1, 2});
        requireMeans(member(6, 3, 5, random), member(6, 3, 8, random));
        requireMeans(member(6, 3, 5, random), own, member(6, 3, 8, random), member(6, 3, 4, random));
        requireMeans(own, member(6, 3, 5, random), member(6, 4, 5, random));
        requireMeans(own, member(6, 3, 5, random));
        requireMeans(own);
    }

    private static void requireMeans(Member... all) {
        Random random = new Random(5);
        int columns = 6;
        List<Member> members = List.of(all);
        float[] restored = gaussian(columns, random);
        Ensemble ensemble = new Ensemble(members);
        Ensemble.Opinion opinion = ensemble.newOpinion();
        for (int row = 0; row < 50; row++) {
            float[] x = gaussian(columns, random);
            boolean[] present = new boolean[columns];
            Arrays.fill(present, true);
            present[1] = row % 2 == 0;
            float[] reconstruction = new float[columns];
            float[] centroid = new float[columns];
            for (Member m : members) {
                float[] y = m.network() == null
                        ? restored
                        : m.network().forward(x, m.network().newBuffers());
                Codebook codebook = m.codebook();
                float[] c = codebook.centroid(codebook.nearest(x, present, present[1], codebook.newScratch()));
                for (int j = 0; j < columns; j++) {
                    reconstruction[j] += y[j];
                    centroid[j] += c[j];
                }
            }
            for (int j = 0; j < columns; j++) {
                reconstruction[j] *= 1f / all.length;
                centroid[j] *= 1f / all.length;
            }

            ensemble.judge(x, present, restored, opinion);

            assertThat(opinion.reconstruction).isEqualTo(reconstruction);
            assertThat(opinion.centroid).isEqualTo(centroid);
        }
    }

    private static Member member(int columns, int hidden, int centroids, Random random) {
        float[] scale = new float[centroids];
        Arrays.fill(scale, 1);
        return new Member(
                new Network(List.of(
                        new Dense(gaussian(columns, hidden, random), gaussian(hidden, random), Activation.TANH),
                        new Dense(gaussian(hidden, columns, random), gaussian(columns, random), Activation.IDENTITY))),
                new Codebook(gaussian(centroids, columns, random)),
                scale);
    }

    private static float[][] gaussian(int rows, int columns, Random random) {
        float[][] values = new float[rows][];
        Arrays.setAll(values, i -> gaussian(columns, random));
        return values;
    }

    private static float[] gaussian(int n, Random random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Whitening identity(int columns) {
        float[][] w = new float[columns][columns];
        for (int i = 0; i < columns; i++) {
            w[i][i] = 1;
        }
        return new Whitening(w);
    }

    private static Naming naming(int columns) {
        return new Naming(new float[columns], identity(columns));
    }

    private static Evidence evidence(Statistic statistic, float[] x, boolean... present) {
        Evidence e = statistic.newEvidence();
        System.arraycopy(x, 0, e.x, 0, x.length);
        System.arraycopy(present, 0, e.present, 0, x.length);
        e.autoencoder(new float[1], new float[x.length]);
        return e;
    }

    @Test
    void aTableRowIsJudgedByResidualAndDistanceTogether() {
        TableStatistic statistic = new TableStatistic(zeros(2), naming(2), new float[] {1, 4}, 2, 5);
        // residual: 3^2 / 1 + 4^2 / 4 = 13; distance: 0.5 * 25.
        double expected = Math.sqrt((13.0 / 2 + 12.5 / 5) / 2);
        assertThat(statistic.of(evidence(statistic, new float[] {3, 4}, true, true), new float[0]))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void whatIsMissingIsLeftOutAndTheRestStandsForIt() {
        TableStatistic statistic = new TableStatistic(zeros(2), naming(2), new float[] {1, 1}, 1, 1);
        double complete = statistic.of(evidence(statistic, new float[] {3, 3}, true, true), new float[0]);
        Evidence holed = evidence(statistic, new float[] {3, 77}, true, false);
        assertThat(statistic.of(holed, new float[0])).isCloseTo(complete, within(1e-6));
        assertThat(holed.contributions[1]).isZero();
        assertThat(statistic.of(evidence(statistic, new float[2], false, false), new float[0]))
                .isZero();
    }

    @Test
    void namesTheColumnThatTheOthersContradict() {
        // Column 1 follows column 0: the precision of a pair with correlation 0.9, its Cholesky factor by hand.
        double r = 0.9;
        double c = Math.sqrt(1 - r * r);
        float[][] w = {{1, (float) (-r / c)}, {0, (float) (1 / c)}};
        Naming naming = new Naming(new float[2], new Whitening(w));
        TableStatistic statistic = new TableStatistic(zeros(2), naming, new float[] {1, 1}, 1, 1);
        Evidence e = evidence(statistic, new float[] {2, -1}, true, true);

        statistic.of(e, new float[0]);

        assertThat(e.expected[0]).isCloseTo(-0.9f, within(1e-4f));
        assertThat(e.expected[1]).isCloseTo(1.8f, within(1e-4f));
    }

    private static SeriesStatistic series() {
        Charts charts = new Charts(0.1, 0.05, new float[] {1, 1}, identity(2), 8, 2, 2, new float[] {10, 10}, 3, 3, 3);
        return new SeriesStatistic(zeros(2), naming(2), charts);
    }

    @Test
    void aShiftThatLastsRisesAboveASpikeOfTheSameSize() {
        SeriesStatistic statistic = series();
        float[] memory = new float[statistic.memory()];
        double first = statistic.of(evidence(statistic, new float[] {2, 2}, true, true), memory);
        double last = first;
        for (int i = 0; i < 60; i++) {
            double next = statistic.of(evidence(statistic, new float[] {2, 2}, true, true), memory);
            assertThat(next).isGreaterThan(last - 1e-6);
            last = next;
        }
        assertThat(last).isGreaterThan(2 * first);
        for (int i = 0; i < 300; i++) {
            last = statistic.of(evidence(statistic, new float[2], true, true), memory);
        }
        assertThat(last).isLessThan(first);
    }

    @Test
    void aMissingValueHoldsItsAverage() {
        SeriesStatistic statistic = series();
        float[] memory = new float[statistic.memory()];
        statistic.of(evidence(statistic, new float[] {2, 2}, true, true), memory);
        float held = memory[1];
        statistic.of(evidence(statistic, new float[] {2, 99}, true, false), memory);
        assertThat(memory[1]).isEqualTo(held);
        assertThat(memory[0]).isGreaterThan(held);
    }
}
