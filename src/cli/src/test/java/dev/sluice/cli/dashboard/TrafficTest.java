package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {

    private final Traffic traffic = new Traffic(1_000_000);

    private void second(long number, int records) {
        traffic.advance(number * 1000);
        for (int i = 0; i < records; i++) {
            traffic.scored();
        }
    }

    @Test
    void theRateIsThatOfTheLastCompleteSeconds() {
        assertThat(traffic.rate()).isZero();
        for (int s = 1_000; s < 1_010; s++) {
            second(s, s < 1_005 ? 10 : 20);
        }
        second(1_010, 3);
        assertThat(traffic.rate()).isEqualTo(20);
        assertThat(traffic.scored(1_004)).isEqualTo(10);
        assertThat(traffic.allScored()).isEqualTo(153);
    }

    @Test
    void secondsWithoutRecordsAreZeroAndKeepTheLag() {
        second(1_000, 5);
        traffic.setLag(42);
        second(1_004, 1);
        assertThat(traffic.scored(1_002)).isZero();
        assertThat(traffic.lag(1_002)).isEqualTo(42);
        assertThat(traffic.first()).isEqualTo(1_000);
    }

    @Test
    void aLongSleepLeavesNoOldSecondsBehind() {
        second(1_000, 5);
        second(1_000 + 10 * Traffic.SECONDS, 7);
        assertThat(traffic.rate()).isZero();
        assertThat(traffic.scored(traffic.second())).isEqualTo(7);
        for (long s = traffic.first(); s < traffic.second(); s++) {
            assertThat(traffic.scored(s)).isZero();
        }
    }
}
