package dev.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionStatisticTest {

    private static final float[] NO_MEMORY = {};

    @Test
    void aResidualCountsInUnitsOfItsColumnsHeldOutSpread() {
        ReconstructionStatistic statistic = new ReconstructionStatistic(new float[] {1, 10});
        Evidence e = evidence(statistic, new float[] {2, 10}, true, true);

        assertThat(statistic.of(e, NO_MEMORY)).isCloseTo(2.5, within(1e-6));
        assertThat(e.contributions[0]).isCloseTo(4, within(1e-6));
        assertThat(e.contributions[1]).isCloseTo(1, within(1e-6));
        assertThat(e.expected).containsExactly(0, 0);
    }

    @Test
    void aMissingValueIsLeftOutOfTheMean() {
        ReconstructionStatistic statistic = new ReconstructionStatistic(new float[] {1, 1});
        Evidence e = evidence(statistic, new float[] {3, 99}, true, false);

        assertThat(statistic.of(e, NO_MEMORY)).isEqualTo(9);
        assertThat(e.contributions).containsExactly(9, 0);
        assertThat(statistic.of(evidence(statistic, new float[2], false, false), NO_MEMORY))
                .isZero();
    }

    @Test
    void anUnusableScaleIsNamed() {
        for (float bad : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ReconstructionStatistic(new float[] {1, bad}))
                    .withMessageStartingWith("residual scale must be finite and above 0");
        }
    }

    private static Evidence evidence(Statistic statistic, float[] x, boolean... present) {
        Evidence e = statistic.newEvidence();
        System.arraycopy(x, 0, e.x, 0, x.length);
        System.arraycopy(present, 0, e.present, 0, x.length);
        e.autoencoder(new float[1], new float[x.length]);
        return e;
    }
}
