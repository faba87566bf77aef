package dev.sluice.trainer.engine;

import java.util.SplittableRandom;

/**
 * A code that is a normal distribution: the encoder gives k means and k log-variances, the decoder gets
 * {@code mean + deviation * noise} (Kingma and Welling 2014), and the divergence from the standard normal distribution,
 * {@code KL = (mean^2 + variance - log variance - 1) / 2} summed over the code, is added to the loss. As the loss is a mean
 * over d features, so is the divergence divided by d.
 */
final class NormalCode implements Bottleneck {
    /** Log-variances beyond this are cut off: the deviation is then 0.007 or 150. */
    private static final float WIDEST = 10;

    private final int latent;
    private final int features;
    private final double weight;
    private final double warmup;
    private final SplittableRandom random;
    private float[] noise = new float[0]; // [rows * latents], times the deviation
    private float[] sample = new float[0]; // [rows * latents]
    private float[] back = new float[0]; // [rows * 2 latents]

    /**
     * @param weight of the divergence
     * @param warmup share of the training over which it rises from 0
     */
    NormalCode(int latent, int features, double weight, double warmup, long seed) {
        this.latent = latent;
        this.features = features;
        this.weight = weight;
        this.warmup = warmup;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public float[] decoded(float[] code) {
        int size = code.length / 2;
        if (sample.length != size) {
            sample = new float[size];
            noise = new float[size];
            back = new float[code.length];
        }
        for (int i = 0; i < size; i++) {
            int mean = at(i);
            noise[i] = (float) (deviation(code[mean + latent]) * random.nextGaussian());
            sample[i] = code[mean] + noise[i];
        }
        return sample;
    }

    @Override
    public float[] gradient(float[] code, float[] gradient, double progress) {
        int rows = sample.length / latent;
        double beta = warmup > 0 ? weight * Math.min(1, progress / warmup) : weight;
        float pull = (float) (beta / ((double) rows * features));
        for (int i = 0; i < sample.length; i++) {
            int mean = at(i);
            int logVariance = mean + latent;
            float variance = (float) StrictMath.exp(clamp(code[logVariance]));
            back[mean] = gradient[i] + pull * code[mean];
            back[logVariance] = gradient[i] * noise[i] / 2 + pull * (variance - 1) / 2;
        }
        return back;
    }

    /** Where the mean of a latent is among the encoder's outputs; its log-variance is k further on. */
    private int at(int i) {
        return i / latent * 2 * latent + i % latent;
    }

    private static float clamp(float logVariance) {
        return Math.max(-WIDEST, Math.min(WIDEST, logVariance));
    }

    /** Standard deviation of a latent from its log-variance. */
    static double deviation(float logVariance) {
        return StrictMath.exp(clamp(logVariance) / 2);
    }

    /** Divergence of one latent from the standard normal distribution. */
    static double divergence(float mean, float logVariance) {
        double l = clamp(logVariance);
        return ((double) mean * mean + StrictMath.exp(l) - l - 1) / 2;
    }
}
