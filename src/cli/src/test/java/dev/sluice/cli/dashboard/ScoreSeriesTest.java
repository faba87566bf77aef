package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreSeriesTest {

    private final ScoreSeries series = new ScoreSeries();

    @Test
    void scoresWithinAStretchBecomeItsLowestAndHighest() {
        series.add(1_000, 0.5f, 100, 64);
        series.add(1_050, 0.2f, 100, 64);
        series.add(1_099, 0.9f, 100, 64);
        series.add(1_100, 0.4f, 100, 64);

        ScoreSeries.Points points = series.thinned(64);
        assertThat(points.start).containsExactly(1_000, 1_100);
        assertThat(points.lowest).containsExactly(0.2f, 0.4f);
        assertThat(points.highest).containsExactly(0.9f, 0.4f);
    }

    @Test
    void forgetsTheOldestAndNeverHoldsMoreThanItMay() {
        for (int i = 0; i < 1_000; i++) {
            series.add(i, i, 1, 50);
        }
        assertThat(series.size()).isEqualTo(50);
        assertThat(series.room()).isEqualTo(50);
        assertThat(series.thinned(50).start).startsWith(950).endsWith(999);
    }

    @Test
    void keepsTheLatestWhereItHasToGiveRoomBack() {
        for (int i = 0; i < 100; i++) {
            series.add(i, i, 1, 128);
        }
        series.trim(32);
        assertThat(series.room()).isEqualTo(32);
        assertThat(series.thinned(32).start).startsWith(68).endsWith(99);
        series.add(100, 7, 1, 32);
        assertThat(series.thinned(32).highest).endsWith(7f);
    }

    @Test
    void aPeakSurvivesBeingThinned() {
        for (int i = 0; i < 10_000; i++) {
            series.add(i, i == 6_543 ? 9 : 0.1f, 1, 16_384);
        }
        ScoreSeries.Points points = series.thinned(100);
        assertThat(points.start).hasSize(100);
        assertThat(points.highest[65]).isEqualTo(9);
        assertThat(points.lowest[65]).isEqualTo(0.1f);
    }

    @Test
    void aLateRecordDoesNotTurnTimeBack() {
        series.add(1_000, 0.1f, 10, 16);
        series.add(2_000, 0.1f, 10, 16);
        series.add(1_500, 3f, 10, 16);
        assertThat(series.thinned(16).start).containsExactly(1_000, 2_000);
        assertThat(series.thinned(16).highest).containsExactly(0.1f, 3f);
    }

    @Test
    void beginsAnewWhereTheTopicIsReadAgain() {
        series.add(5_000, 0.1f, 10, 16);
        series.add(1_000, 0.2f, 10, 16);
        assertThat(series.thinned(16).start).containsExactly(1_000);
    }
}
