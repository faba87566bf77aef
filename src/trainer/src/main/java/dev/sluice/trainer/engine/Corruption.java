package dev.sluice.trainer.engine;

import dev.sluice.pipeline.Noise;
import java.util.SplittableRandom;

/** Noise on the input of a training step, from a generator of our own. */
final class Corruption {
    private final Noise noise;
    private final double level;
    private final SplittableRandom random;
    private float[] noisy = new float[0];

    /**
     * @param noise not {@link Noise#AUTO}
     * @param level standard deviation, or share that is masked
     */
    Corruption(Noise noise, double level, long seed) {
        this.noise = noise;
        this.level = level;
        this.random = new SplittableRandom(seed);
    }

    /**
     * @param clean left as it is
     * @return as long, valid until the next call
     */
    float[] of(float[] clean) {
        if (noise == Noise.NONE) {
            return clean;
        }
        if (noisy.length != clean.length) {
            noisy = new float[clean.length];
        }
        for (int i = 0; i < clean.length; i++) {
            noisy[i] = noise == Noise.MASKING
                    ? (random.nextDouble() < level ? 0 : clean[i])
                    : (float) (clean[i] + level * random.nextGaussian());
        }
        return noisy;
    }
}
