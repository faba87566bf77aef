package dev.sluice.model;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.inference.Choices;
import dev.sluice.inference.Network;
import dev.sluice.score.Evidence;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What one record came to, reused from record to record together with the scratch of the thread that scores. Arrays are
 * owned by this object and valid until the next record is scored into it.
 */
public final class ScoredRecord {

    final Evidence evidence;
    private final float[] input; // [window * columns]; the evidence's row where the window is that row alone
    private final float[] compared; // [columns]
    private final double[] featureContributions; // [features]
    private final boolean columnEach; // whether column j is feature j's, and its only one
    private double contributions; // of all features

    final Network.Buffers encoder;
    final Network.Buffers decoder;

    float[] latent;
    float[] reconstruction; // [columns]
    long entity; // hash
    int missing;
    double statistic;
    double logP;
    double pValue;
    double score;
    double reconstructionError;

    ScoredRecord(
            FeatureEncoder features, int window, Evidence evidence, Network.Buffers encoder, Network.Buffers decoder) {
        this.evidence = evidence;
        this.input = window == 1 ? evidence.x : new float[window * evidence.x.length];
        this.reconstruction = new float[evidence.x.length];
        this.compared = new float[evidence.x.length];
        this.featureContributions = new double[features.size()];
        this.columnEach = features.columns() == features.size()
                && IntStream.range(0, features.size()).allMatch(j -> features.featureOf(j) == j);
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /** The window that ends with the evidence's row, which must be there already. */
    float[] input(EntityMemory memory, FeatureEncoder features) {
        int columns = evidence.x.length;
        for (int age = memory.rows(); age > 0; age--) {
            int at = input.length - (age + 1) * columns;
            float[] row = memory.before(age);
            if (row == null) {
                features.impute(input, at);
            } else {
                System.arraycopy(row, 0, input, at, columns);
            }
        }
        if (input != evidence.x) {
            System.arraycopy(evidence.x, 0, input, input.length - columns, columns);
        }
        return input;
    }

    /** @param window what the autoencoder made of the input */
    void reconstructed(float[] window) {
        if (input == evidence.x) {
            reconstruction = window;
        } else {
            System.arraycopy(window, window.length - reconstruction.length, reconstruction, 0, reconstruction.length);
        }
    }

    /** What the row is compared with; {@code choices} is null where that is its reconstruction. */
    float[] compared(Choices choices) {
        if (choices == null) {
            return reconstruction;
        }
        choices.compared(evidence.x, reconstruction, compared);
        return compared;
    }

    /** {@code float[window * columns]}: what the autoencoder was given, the oldest row first. */
    public float[] input() {
        return input;
    }

    void sumContributions(FeatureEncoder features) {
        double[] columns = evidence.contributions;
        if (columnEach) {
            System.arraycopy(columns, 0, featureContributions, 0, columns.length);
        } else {
            Arrays.fill(featureContributions, 0);
            for (int c = 0; c < columns.length; c++) {
                featureContributions[features.featureOf(c)] += columns[c];
            }
        }
        contributions = 0;
        for (double c : featureContributions) {
            contributions += c;
        }
    }

    /** {@code float[columns]}, scaled, imputed where missing. */
    public float[] scaled() {
        return evidence.x;
    }

    /** {@code boolean[columns]}: what takes part in the residual. */
    public boolean[] present() {
        return evidence.present;
    }

    /** {@code float[latents]}. */
    public float[] latent() {
        return latent;
    }

    /** {@code float[columns]}, scaled units: what the autoencoder made of the record. */
    public float[] reconstruction() {
        return reconstruction;
    }

    /** How many features the record lacked. */
    public int missing() {
        return missing;
    }

    /** What is calibrated. */
    public double statistic() {
        return statistic;
    }

    /** {@code ln} of the p-value, at most 0. */
    public double logP() {
        return logP;
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

    /** Mean squared residual of the present columns, scaled units. */
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
        double least = 0; // what a part must be above to be among them
        for (int j = 0; j < featureContributions.length; j++) {
            double c = featureContributions[j];
            if (!(c > least)) {
                continue;
            }
            int at = count < top.length ? count++ : count - 1;
            for (; at > 0 && featureContributions[top[at - 1]] < c; at--) {
                top[at] = top[at - 1];
            }
            top[at] = j;
            if (count == top.length) {
                least = featureContributions[top[count - 1]];
            }
        }
        return count;
    }

    /** A feature's part of the statistic, over all its columns. */
    public double contribution(int feature) {
        return featureContributions[feature];
    }

    /** A feature's share of the statistic, 0 to 1. */
    public double share(int feature) {
        return contributions > 0 ? featureContributions[feature] / contributions : 0;
    }
}
