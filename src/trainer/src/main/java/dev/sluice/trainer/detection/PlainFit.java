package dev.sluice.trainer.detection;

import dev.sluice.score.Evidence;
import dev.sluice.score.LatentStatistic;
import dev.sluice.score.ReconstructionStatistic;
import dev.sluice.score.Statistic;
import dev.sluice.trainer.detection.DetectorTrainer.Result;
import java.util.Arrays;

/** Fits the statistics that need nothing but the model's own autoencoder. */
public final class PlainFit {
    private static final double SHRINKAGE = 0.1;
    private static final float[] NO_MEMORY = {};

    private PlainFit() {}

    /**
     * The residual of the autoencoder.
     *
     * @param judge rows that it was not fitted on
     */
    public static Result reconstruction(Restored judge) {
        ReconstructionStatistic statistic = residuals(judge);
        return new Result(statistic, statistics(statistic, judge));
    }

    /**
     * The density of the latent.
     *
     * @param fit what the autoencoder was fitted on
     * @param judge rows that it was not fitted on
     */
    public static Result latent(Restored fit, Restored judge) {
        int size = fit.latents();
        double[] sums = new double[size];
        for (int i = 0; i < fit.size(); i++) {
            float[] latent = fit.latent(i);
            for (int l = 0; l < size; l++) {
                sums[l] += latent[l];
            }
        }
        float[] mean = new float[size];
        for (int l = 0; l < size; l++) {
            mean[l] = (float) (sums[l] / fit.size());
        }
        Covariance covariance = new Covariance(size, true);
        boolean[] all = new boolean[size];
        Arrays.fill(all, true);
        for (int i = 0; i < fit.size(); i++) {
            float[] centered = fit.latent(i).clone();
            for (int l = 0; l < size; l++) {
                centered[l] -= mean[l];
            }
            covariance.add(centered, all);
        }
        double[] ridge = new double[size];
        Arrays.fill(
                ridge,
                1e-6 + 1e-3 * Arrays.stream(covariance.variances()).average().orElse(0));
        LatentStatistic statistic = new LatentStatistic(mean, covariance.whitening(SHRINKAGE, ridge), residuals(judge));
        return new Result(statistic, statistics(statistic, judge));
    }

    private static ReconstructionStatistic residuals(Restored judge) {
        int columns = judge.columns();
        double[] squares = new double[columns];
        long[] counts = new long[columns];
        for (int i = 0; i < judge.size(); i++) {
            float[] x = judge.rows().values(i);
            boolean[] present = judge.rows().present(i);
            float[] y = judge.reconstruction(i);
            for (int j = 0; j < columns; j++) {
                if (present[j]) {
                    squares[j] += ((double) x[j] - y[j]) * ((double) x[j] - y[j]);
                    counts[j]++;
                }
            }
        }
        float[] scale = new float[columns];
        for (int j = 0; j < columns; j++) {
            double root = Math.sqrt(squares[j] / Math.max(1, counts[j]));
            scale[j] = counts[j] == 0 ? 1 : (float) Math.max(ReconstructionStatistic.FLOOR, root);
        }
        return new ReconstructionStatistic(scale);
    }

    private static double[] statistics(Statistic statistic, Restored judge) {
        Evidence evidence = statistic.newEvidence();
        double[] statistics = new double[judge.size()];
        for (int i = 0; i < statistics.length; i++) {
            float[] x = judge.rows().values(i);
            System.arraycopy(x, 0, evidence.x, 0, x.length);
            System.arraycopy(judge.rows().present(i), 0, evidence.present, 0, x.length);
            evidence.autoencoder(judge.latent(i), judge.reconstruction(i));
            statistics[i] = statistic.of(evidence, NO_MEMORY);
        }
        return statistics;
    }
}
