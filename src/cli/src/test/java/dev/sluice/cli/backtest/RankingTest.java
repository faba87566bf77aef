package dev.sluice.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void aPerfectRankingScoresOneAndItsReverseZero() {
        boolean[] labels = {false, true, false, true};
        assertThat(new Ranking(new double[] {1, 3, 2, 4}, labels).auroc()).isEqualTo(1);
        assertThat(new Ranking(new double[] {1, 3, 2, 4}, labels).auprc()).isEqualTo(1);
        assertThat(new Ranking(new double[] {4, 2, 3, 1}, labels).auroc()).isZero();
    }

    @Test
    void equalScoresCountHalf() {
        Ranking ranking = new Ranking(new double[4], new boolean[] {false, true, false, true});
        assertThat(ranking.auroc()).isEqualTo(0.5);
        assertThat(ranking.auprc()).isEqualTo(0.5);
    }

    @Test
    void agreesWithTheDefinitionsByPairsAndByThresholds() {
        Random random = new Random(6);
        int n = 300;
        double[] scores = new double[n];
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(5) == 0;
            scores[i] = random.nextInt(40) + (labels[i] ? 8 : 0);
        }
        double wins = 0;
        long pairs = 0;
        double precision = 0;
        long anomalies = 0;
        for (int i = 0; i < n; i++) {
            if (labels[i]) {
                anomalies++;
                long above = 0;
                long hits = 0;
                for (int j = 0; j < n; j++) {
                    if (!labels[j]) {
                        wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                        pairs++;
                    }
                    if (scores[j] >= scores[i]) {
                        above++;
                        hits += labels[j] ? 1 : 0;
                    }
                }
                precision += (double) hits / above;
            }
        }
        Ranking ranking = new Ranking(scores, labels);
        assertThat(ranking.auroc()).isCloseTo(wins / pairs, within(1e-12));
        assertThat(ranking.auprc()).isCloseTo(precision / anomalies, within(1e-12));
    }

    @Test
    void oneClassAloneHasNoRanking() {
        Ranking ranking = new Ranking(new double[] {1, 2}, new boolean[2]);
        assertThat(ranking.isDefined()).isFalse();
        assertThat(ranking.auroc()).isNaN();
        assertThat(ranking.auprc()).isNaN();
    }
}
