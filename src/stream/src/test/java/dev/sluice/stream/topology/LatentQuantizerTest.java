package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentQuantizerTest {

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 1e6, 1e37, 1e-30, 1e-38, 1e-43})
    void isOffByAtMostHalfAStep(double magnitude) {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            float[] latent = new float[1 + random.nextInt(40)];
            for (int i = 0; i < latent.length; i++) {
                latent[i] = (float) (magnitude * random.nextGaussian());
            }
            float scale = LatentQuantizer.scale(latent);
            byte[] q = LatentQuantizer.quantize(latent, scale);
            for (int i = 0; i < latent.length; i++) {
                assertThat((double) q[i] * scale).isCloseTo(latent[i], within(scale * 0.50001));
                assertThat(q[i]).isBetween((byte) -127, (byte) 127);
            }
        }
    }

    @Test
    void keepsZeros() {
        float[] zeros = new float[4];
        float scale = LatentQuantizer.scale(zeros);
        assertThat(scale).isZero();
        assertThat(LatentQuantizer.quantize(zeros, scale)).containsOnly(0);
    }

    @Test
    void usesTheWholeRange() {
        float[] latent = {-2, 1, 2};
        assertThat(LatentQuantizer.quantize(latent, LatentQuantizer.scale(latent)))
                .containsExactly(-127, 64, 127);
    }
}
