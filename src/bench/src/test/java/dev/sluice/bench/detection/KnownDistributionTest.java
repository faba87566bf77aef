package dev.sluice.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownDistributionTest {

    static List<KnownDistribution> all() {
        return KnownDistribution.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void drawsFollowTheTailThatIsTakenForTheirs(KnownDistribution distribution) {
        Random random = new Random(3);
        double[] draws = new double[200_000];
        Arrays.setAll(draws, i -> distribution.draw().applyAsDouble(random));
        Arrays.sort(draws);
        for (double p : new double[] {0.5, 0.1, 0.01}) {
            double at = draws[(int) (draws.length * (1 - p))];
            // Five standard errors of a share among so many.
            assertThat(distribution.survival().applyAsDouble(at))
                    .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws.length)));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theCalibrationsThresholdIsLookedUpInTheTrueTail(KnownDistribution distribution) {
        // Loose: only one fit, on few rows. The bench says how true it is.
        assertThat(CalibrationPart.realised(distribution, 20_000, 5) / CalibrationPart.NOMINAL)
                .isBetween(0.1, 10.0);
    }
}
