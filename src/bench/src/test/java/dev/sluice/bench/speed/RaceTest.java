package dev.sluice.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RaceTest {

    @Test
    void takesTheRatioOfEachRound() {
        Race.Times times = new Race.Times(new double[][] {{1_000, 2_000, 3_000}, {10_000, 10_000, 60_000}});

        assertThat(times.micros(0).median()).isEqualTo(2);
        assertThat(times.ratio(1, 0).median()).isEqualTo(10);
        assertThat(times.ratio(1, 0).min()).isCloseTo(5, within(1e-12));
        assertThat(times.ratio(1, 0).max()).isCloseTo(20, within(1e-12));
    }

    @Test
    void workThatGivesNoNumberIsNotTimed() {
        assertThatThrownBy(() -> new Race(1, 1).with(times -> Double.NaN).run()).hasMessageContaining("no number");
    }

    @Test
    void everyLaneRunsInEveryRound() {
        Race.Times times = new Race(3, 1).with(n -> n).with(n -> -n).run();

        assertThat(times.micros(0).max()).isPositive();
        assertThat(times.micros(1).max()).isPositive();
    }
}
