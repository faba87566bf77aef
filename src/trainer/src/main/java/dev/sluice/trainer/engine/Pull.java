package dev.sluice.trainer.engine;

import java.util.Arrays;

/**
 * Keeps codes near to those of a predecessor: adds to the loss the mean squared distance of each latent, in units of the
 * predecessor's variance of it. So latents stay where their consumers learned them, as far as the reconstruction allows.
 */
final class Pull {
    private final float[][] codes; // [rows][latents]
    private final double[] weight; // [latents]

    /**
     * @param codes {@code float[rows][latents]}, at least one row
     * @param weight against the loss, at least 0
     */
    Pull(float[][] codes, double weight) {
        this.codes = codes;
        int latents = codes[0].length;
        double[] variance = variances(codes);
        // A latent that hardly moves must not outweigh all others.
        double floor = 1e-3 * Arrays.stream(variance).average().orElse(0) + Float.MIN_NORMAL;
        this.weight = Arrays.stream(variance)
                .map(v -> 2 * weight / (latents * Math.max(v, floor)))
                .toArray();
    }

    /**
     * What it adds to the loss.
     *
     * @param there {@code float[rows][latents]}: the predecessor's codes of the rows
     */
    double loss(Exported now, ScaledRows rows, float[][] there) {
        Exported.Scratch scratch = now.newScratch();
        double sum = 0;
        for (int i = 0; i < there.length; i++) {
            float[] code = now.encode(rows.values(i), scratch);
            for (int l = 0; l < weight.length; l++) {
                double distance = (double) code[l] - there[i][l];
                sum += weight[l] / 2 * distance * distance;
            }
        }
        return sum / there.length;
    }

    private static double[] variances(float[][] codes) {
        int latents = codes[0].length;
        double[] mean = new double[latents];
        double[] variance = new double[latents];
        for (float[] code : codes) {
            for (int l = 0; l < latents; l++) {
                mean[l] += (double) code[l] / codes.length;
            }
        }
        for (float[] code : codes) {
            for (int l = 0; l < latents; l++) {
                variance[l] += (code[l] - mean[l]) * (code[l] - mean[l]) / codes.length;
            }
        }
        return variance;
    }

    /**
     * @param code {@code float[rows * outputs of the encoder]}: the latents, and what else there is of them
     * @param rows {@code int[rows]}: which of all rows these are
     * @param gradient of the loss by {@code code}; what pulls is added
     */
    void add(float[] code, int[] rows, float[] gradient) {
        int outputs = code.length / rows.length;
        for (int i = 0; i < rows.length; i++) {
            float[] there = codes[rows[i]];
            for (int l = 0; l < there.length; l++) {
                int at = i * outputs + l;
                gradient[at] += (float) (weight[l] / rows.length * (code[at] - there[l]));
            }
        }
    }
}
