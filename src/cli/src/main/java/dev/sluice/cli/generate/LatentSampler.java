package dev.sluice.cli.generate;

import java.util.Random;

/** Draws latents from normal distributions; the same seed gives the same ones. */
final class LatentSampler {

    private final Random random;

    LatentSampler(long seed) {
        this.random = new Random(seed);
    }

    /** {@code float[n][k]}: from the prior of a variational model, mean 0 and spread 1 in every direction. */
    float[][] prior(int n, int k) {
        float[][] latents = new float[n][k];
        for (float[] latent : latents) {
            for (int j = 0; j < k; j++) {
                latent[j] = (float) random.nextGaussian();
            }
        }
        return latents;
    }

    /**
     * Around given latents, each in turn.
     *
     * @param centers {@code float[m][k]}
     * @param spreads {@code float[m][k]}: what a spread of 1 is for each center, by direction
     * @param spread in these units; 0 for the centers themselves
     * @return {@code float[n][k]}
     */
    float[][] around(float[][] centers, float[][] spreads, double spread, int n) {
        float[][] latents = new float[n][];
        for (int i = 0; i < n; i++) {
            int center = i % centers.length;
            latents[i] = centers[center].clone();
            for (int j = 0; j < latents[i].length; j++) {
                latents[i][j] += (float) (spread * spreads[center][j] * random.nextGaussian());
            }
        }
        return latents;
    }

    /** {@code float[k]}: standard deviations of latents, {@code float[m][k]}. */
    static float[] spreads(float[][] latents) {
        int k = latents[0].length;
        float[] spreads = new float[k];
        for (int j = 0; j < k; j++) {
            double mean = 0;
            for (float[] latent : latents) {
                mean += latent[j] / (double) latents.length;
            }
            double squares = 0;
            for (float[] latent : latents) {
                squares += (latent[j] - mean) * (latent[j] - mean);
            }
            spreads[j] = (float) Math.sqrt(squares / latents.length);
        }
        return spreads;
    }
}
