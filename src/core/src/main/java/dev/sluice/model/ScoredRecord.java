package dev.sluice.model;

import dev.sluice.inference.Network;

/**
 * What one record came to, reused from record to record together with the scratch of the thread that scores. Arrays are
 * owned by this object and valid until the next record is scored into it.
 */
public final class ScoredRecord {

    /** {@code float[features]}, scaled, imputed where missing. */
    public final float[] scaled;

    /** {@code boolean[features]}. */
    public final boolean[] present;

    /** {@code double[features]}: each feature's part of the statistic, 0 where missing. */
    public final double[] contributions;

    final Network.Buffers encoder;
    final Network.Buffers decoder;

    float[] latent;
    float[] reconstruction;
    int missing;
    double statistic;
    double logP;
    double pValue;
    double score;
    double reconstructionError;

    ScoredRecord(int features, Network.Buffers encoder, Network.Buffers decoder) {
        this.scaled = new float[features];
        this.present = new boolean[features];
        this.contributions = new double[features];
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /** {@code float[latents]}. */
    public float[] latent() {
        return latent;
    }

    /** {@code float[features]}, scaled units. */
    public float[] reconstruction() {
        return reconstruction;
    }

    /** How many features the record lacked. */
    public int missing() {
        return missing;
    }

    /** What is calibrated: mean squared residual in units of held-out spread. */
    public double statistic() {
        return statistic;
    }

    /** Above 0, at most 1. */
    public double pValue() {
        return pValue;
    }

    /** 1.0 is the alert threshold. */
    public double score() {
        return score;
    }

    /** The verdict: a score of at least 1.0. */
    public boolean anomaly() {
        return score >= 1;
    }

    /** Mean squared residual of the present features, scaled units. */
    public double reconstructionError() {
        return reconstructionError;
    }

    /**
     * The features with the largest parts of the statistic, largest first; ties go to the lower index.
     *
     * @param top indexes, overwritten as far as there are features with a part above 0
     * @return how many were written
     */
    public int topFeatures(int[] top) {
        int count = 0;
        for (int j = 0; j < contributions.length; j++) {
            double c = contributions[j];
            if (!(c > 0)) {
                continue;
            }
            int at = count;
            while (at > 0 && contributions[top[at - 1]] < c) {
                at--;
            }
            if (at == top.length) {
                continue;
            }
            if (count < top.length) {
                count++;
            }
            System.arraycopy(top, at, top, at + 1, count - at - 1);
            top[at] = j;
        }
        return count;
    }

    /** A feature's share of the statistic, 0 to 1. */
    public double share(int feature) {
        double sum = 0;
        for (double c : contributions) {
            sum += c;
        }
        return sum > 0 ? contributions[feature] / sum : 0;
    }
}
