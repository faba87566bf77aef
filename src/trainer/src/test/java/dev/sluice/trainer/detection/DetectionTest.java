package dev.sluice.trainer.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.pipeline.TrainingEngine;
import dev.sluice.score.Codebook;
import dev.sluice.score.Evidence;
import dev.sluice.score.SeriesStatistic;
import dev.sluice.score.TableStatistic;
import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectionTest {

    private static final Effort LITTLE = new Effort(0.05, TrainingEngine.JAVA);

    /** Rows of two related columns and two noises; each the more like the one before the nearer {@code memory} is to 1. */
    private static ScaledRows rows(int count, double memory, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][];
        double[] state = new double[3];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < state.length; j++) {
                state[j] = memory * state[j] + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            }
            rows[i] = new float[] {
                (float) state[0], (float) (-state[0] + 0.1 * random.nextGaussian()), (float) state[1], (float) state[2]
            };
        }
        return ScaledRows.complete(rows);
    }

    private static long[] oneRun(int rows) {
        return new long[rows];
    }

    @Test
    void tellsASeriesFromATableAndFromAShuffledSeries() {
        assertThat(Series.isSeries(rows(2_000, 0.95, 1), oneRun(2_000))).isTrue();
        assertThat(Series.isSeries(rows(400, 0.95, 1), oneRun(400))).isTrue();
        assertThat(Series.isSeries(rows(2_000, 0, 1), oneRun(2_000))).isFalse();
        long[] everyRowItsOwnRun = new long[2_000];
        Arrays.setAll(everyRowItsOwnRun, i -> i);
        assertThat(Series.isSeries(rows(2_000, 0.95, 1), everyRowItsOwnRun)).isFalse();
    }

    @Test
    void aConstantHistoryIsNoSeries() {
        float[][] constant = new float[50][3];
        assertThat(Series.isSeries(ScaledRows.complete(constant), oneRun(50))).isFalse();
    }

    @Test
    void clustersAreFoundAndTheSameSeedFindsTheSame() {
        Random random = new Random(3);
        float[][] rows = new float[300][];
        for (int i = 0; i < rows.length; i++) {
            float center = 10 * (i % 3);
            rows[i] = new float[] {center + (float) random.nextGaussian(), center};
        }
        ScaledRows scaled = ScaledRows.complete(rows);
        int[] all = new int[rows.length];
        Arrays.setAll(all, i -> i);
        Codebook codebook = KMeans.fit(scaled, all, 3, 7);
        double[] centers = new double[3];
        for (int k = 0; k < 3; k++) {
            centers[k] = Math.rint(codebook.centroid(k)[1]);
            assertThat(KMeans.fit(scaled, all, 3, 7).centroid(k)).isEqualTo(codebook.centroid(k));
        }
        Arrays.sort(centers);
        assertThat(centers).containsExactly(0, 10, 20);
    }

    @Test
    void equalRowsMakeOneCentroid() {
        int[] all = {0, 1, 2, 3};
        assertThat(KMeans.fit(ScaledRows.complete(new float[4][2]), all, 3, 1).size())
                .isEqualTo(1);
    }

    @Test
    void repeatsCountOnceUnlessMostRowsAreRepeats() {
        float[][] rows = {{1}, {2}, {1}, {3}, {4}};
        Distinct few = Distinct.of(ScaledRows.complete(rows));
        assertThat(few.rows()).containsExactly(0, 1, 3, 4);
        assertThat(few.counts()).containsExactly(2, 1, 1, 1);
        float[][] many = {{1}, {1}, {1}, {2}, {2}};
        assertThat(Distinct.of(ScaledRows.complete(many)).rows()).hasSize(5);
    }

    @Test
    void aCleanHistoryIsKeptWholeAndForeignRowsAreLeftOut() {
        ScaledRows clean = rows(1_000, 0, 5);
        int[] once = new int[1_000];
        Arrays.fill(once, 1);
        assertThat(Contamination.kept(clean, once, LITTLE, 1)).doesNotContain(false);

        float[][] mixed = new float[1_000][];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = clean.values(i).clone();
            if (i % 20 == 0) {
                // Both rise together, where one should fall.
                mixed[i][0] = 8 + i % 7;
                mixed[i][1] = 8 - i % 5;
            }
        }
        boolean[] kept = Contamination.kept(ScaledRows.complete(mixed), once, LITTLE, 1);
        for (int i = 0; i < mixed.length; i += 20) {
            assertThat(kept[i]).as("row %d", i).isFalse();
        }
    }

    @Test
    void outOfFoldStatisticsOfATableAreThoseOfFreshRows() {
        boolean[] kept = new boolean[1_500];
        Arrays.fill(kept, true);
        DetectorTrainer.Result fitted = DetectorTrainer.table(rows(1_500, 0, 1), kept, kept, LITTLE, 1);
        assertThat(fitted.statistic()).isInstanceOf(TableStatistic.class);
        assertThat(fitted.outOfFold()).hasSize(1_500);
        double median = Arrays.stream(fitted.outOfFold()).sorted().toArray()[750];
        double fresh = median(fitted, rows(1_500, 0, 2));
        assertThat(fresh / median).isBetween(0.85, 1.15);
    }

    @Test
    void aSeriesIsRememberedAndCountsForFewerRows() {
        ScaledRows history = rows(1_500, 0.9, 1);
        boolean[] all = new boolean[1_500];
        Arrays.fill(all, true);
        DetectorTrainer.Result fitted =
                DetectorTrainer.series(history, oneRun(1_500), all, new boolean[1_500], LITTLE, 1);
        assertThat(fitted.statistic()).isInstanceOf(SeriesStatistic.class);
        assertThat(fitted.statistic().memory()).isEqualTo(history.values(0).length + 2);
        assertThat(fitted.effectiveRows()).isLessThan(150);
    }

    /** The fit computes its statistics by itself, column after column: they must be those that the scorer computes. */
    @Test
    void whatIsCalibratedIsWhatTheScorerComputes() {
        float[][] halved = new float[4][4];
        for (int j = 0; j < 4; j++) {
            halved[j][j] = j % 2 == 0 ? 0.5f : 0.9f;
        }
        float[][] same = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        Exported network = new Exported(linear(halved), linear(same));
        ScaledRows judge = rows(600, 0.9, 2);
        for (boolean series : new boolean[] {true, false}) {
            DetectorTrainer.Result fitted = DetectorTrainer.alone(
                    rows(600, 0.9, 1), new Restored(network, judge, judge, Optional.empty()), oneRun(600), series, 1);
            double[] scored = scored(fitted, network, judge);
            double allowance = fitted.outOfFold()[0] / scored[0];
            assertThat(allowance).isGreaterThanOrEqualTo(series ? 1.1 : 0.9999).isLessThan(series ? 2 : 1.0001);
            for (int i = 0; i < scored.length; i++) {
                assertThat(scored[i] * allowance).isCloseTo(fitted.outOfFold()[i], within(1e-3 * (1 + scored[i])));
            }
        }
    }

    private static Network linear(float[][] weights) {
        return new Network(List.of(new Dense(weights, new float[weights[0].length], Activation.IDENTITY)));
    }

    /** Rows of one entity, one after the other, as the scorer sees them. */
    private static double[] scored(DetectorTrainer.Result fitted, Exported network, ScaledRows rows) {
        Evidence evidence = fitted.statistic().newEvidence();
        float[] memory = new float[fitted.statistic().memory()];
        Exported.Scratch scratch = network.newScratch();
        double[] statistics = new double[rows.size()];
        for (int i = 0; i < statistics.length; i++) {
            System.arraycopy(rows.values(i), 0, evidence.x, 0, evidence.x.length);
            Arrays.fill(evidence.present, true);
            evidence.autoencoder(network.encode(evidence.x, scratch), network.reconstruct(evidence.x, scratch));
            statistics[i] = fitted.statistic().of(evidence, memory);
        }
        return statistics;
    }

    private static double median(DetectorTrainer.Result fitted, ScaledRows rows) {
        Evidence evidence = fitted.statistic().newEvidence();
        double[] statistics = new double[rows.size()];
        for (int i = 0; i < statistics.length; i++) {
            System.arraycopy(rows.values(i), 0, evidence.x, 0, evidence.x.length);
            Arrays.fill(evidence.present, true);
            evidence.autoencoder(new float[1], rows.values(i));
            statistics[i] =
                    fitted.statistic().of(evidence, new float[fitted.statistic().memory()]);
        }
        Arrays.sort(statistics);
        return statistics[statistics.length / 2];
    }
}
