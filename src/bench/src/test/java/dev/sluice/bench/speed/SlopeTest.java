package dev.sluice.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SlopeTest {

    private static final double[] WORK = {8, 32, 128, 512, 1_024};

    @Test
    void isTheExponentOfThePower() {
        for (double exponent : new double[] {0, 0.5, 1, 2}) {
            double[] cost =
                    Arrays.stream(WORK).map(w -> 3 * Math.pow(w, exponent)).toArray();
            assertThat(Slope.of(WORK, cost)).isCloseTo(exponent, within(1e-12));
        }
    }

    @Test
    void aConstantPartMakesGrowthLessThanLinear() {
        assertThat(Slope.of(WORK, Arrays.stream(WORK).map(w -> 100 + w).toArray()))
                .isBetween(0.1, 0.9);
    }

    @Test
    void needsTwoPoints() {
        assertThatThrownBy(() -> Slope.of(new double[] {1}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two points");
    }
}
