package dev.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ResidualScaleTest {

    private static final boolean[] ALL = {true, true};

    @Test
    void aResidualCountsInUnitsOfItsFieldsHeldOutSpread() {
        ResidualScale.Fit fit = new ResidualScale.Fit(2);
        fit.add(new float[] {1, 10}, new float[] {0, 0}, ALL);
        fit.add(new float[] {-1, -10}, new float[] {0, 0}, ALL);
        ResidualScale scale = fit.fit();
        double[] parts = new double[2];

        double statistic = scale.statistic(new float[] {2, 10}, new float[] {0, 0}, ALL, parts);

        assertThat(scale.values()).containsExactly(1, 10);
        assertThat(parts[0]).isCloseTo(4, within(1e-12));
        assertThat(parts[1]).isCloseTo(1, within(1e-12));
        assertThat(statistic).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void aMissingFeatureIsLeftOutOfTheMean() {
        ResidualScale scale = new ResidualScale(new double[] {1, 1});
        double[] parts = {9, 9};
        assertThat(scale.statistic(new float[] {3, 99}, new float[2], new boolean[] {true, false}, parts))
                .isEqualTo(9);
        assertThat(parts).containsExactly(9, 0);
        assertThat(scale.statistic(new float[2], new float[2], new boolean[2], parts))
                .isZero();
    }

    @Test
    void aConstantFieldGetsTheFloorAndANeverPresentOneGetsOne() {
        ResidualScale.Fit fit = new ResidualScale.Fit(2);
        fit.add(new float[] {5, 0}, new float[] {5, 0}, new boolean[] {true, false});
        assertThat(fit.fit().values()).containsExactly(ResidualScale.FLOOR, 1);
    }

    @Test
    void anUnusableScaleIsNamed() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ResidualScale(new double[] {1, bad}))
                    .withMessageStartingWith("residualScale[1] must be finite and above 0");
        }
    }
}
