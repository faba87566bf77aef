package dev.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatentStatisticTest {

    @Test
    void judgesByTheLatentAndNamesByTheResidualAlsoWhereTheCodeIsWiderThanTheInput() {
        float[][] identity = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        LatentStatistic statistic = new LatentStatistic(
                new float[] {1, 1, 1}, new Whitening(identity), new ReconstructionStatistic(new float[] {1, 1}));
        Evidence e = statistic.newEvidence();
        e.x[1] = 2;
        e.present[0] = true;
        e.present[1] = true;
        e.autoencoder(new float[] {3, 1, 1}, new float[2]);

        assertThat(statistic.of(e, new float[0])).isCloseTo(Math.sqrt(4.0 / 3), within(1e-6));
        assertThat(e.contributions).containsExactly(0, 4);
    }
}
