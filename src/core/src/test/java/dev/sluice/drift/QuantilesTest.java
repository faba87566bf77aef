package dev.sluice.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void agreeWithTheTables() {
        assertThat(Quantiles.chiSquare(1, 0.05)).isCloseTo(3.841, within(0.1));
        assertThat(Quantiles.chiSquare(9, 0.05)).isCloseTo(16.919, within(0.02));
        assertThat(Quantiles.chiSquare(9, 0.001)).isCloseTo(27.877, within(0.2));
        assertThat(Quantiles.chiSquare(30, 0.01)).isCloseTo(50.892, within(0.05));
        assertThat(Quantiles.kolmogorov(0.05)).isCloseTo(1.358, within(0.001));
        assertThat(Quantiles.kolmogorov(0.001)).isCloseTo(1.949, within(0.001));
    }
}
