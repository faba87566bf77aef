package dev.sluice.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatentSamplerTest {

    @Test
    void eachCenterIsMovedByItsOwnUncertaintyInEachDirection() {
        float[][] centers = {{10, 20}, {-10, -20}};
        float[][] own = {{0, 3}, {0.5f, 0}};
        float[][] moved = new LatentSampler(1).around(centers, own, 2, 4_000);
        float[][] first = new float[2_000][];
        float[][] second = new float[2_000][];
        for (int i = 0; i < 2_000; i++) {
            first[i] = moved[2 * i];
            second[i] = moved[2 * i + 1];
        }
        assertThat(LatentSampler.spreads(first)[0]).isCloseTo(0, within(1e-6f));
        assertThat(LatentSampler.spreads(first)[1]).isCloseTo(6, within(0.3f));
        assertThat(LatentSampler.spreads(second)[0]).isCloseTo(1, within(0.05f));
        assertThat(LatentSampler.spreads(second)[1]).isCloseTo(0, within(1e-6f));
    }
}
