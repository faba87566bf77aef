package dev.sluice.bench.speed;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Dense layers with seeded weights: what a network computes takes as long whatever its weights are. */
final class RandomLayers {

    private RandomLayers() {}

    /**
     * @param hidden activation of all layers but the last, which is linear
     * @param sizes of the values between the layers
     */
    static List<Dense> of(Activation hidden, int... sizes) {
        Random random = new Random(1);
        List<Dense> layers = new ArrayList<>();
        for (int l = 0; l + 1 < sizes.length; l++) {
            float[][] weights = new float[sizes[l]][];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = values(sizes[l + 1], 1 / Math.sqrt(sizes[l]), random);
            }
            Activation activation = l + 2 < sizes.length ? hidden : Activation.IDENTITY;
            layers.add(new Dense(weights, values(sizes[l + 1], 0.1, random), activation));
        }
        return layers;
    }

    /** {@code float[count]} about 0, with this deviation. */
    static float[] values(int count, double deviation, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
