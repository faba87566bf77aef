package dev.sluice.trainer.detection;

import dev.sluice.score.Evidence;
import dev.sluice.score.LatentStatistic;
import dev.sluice.score.ReconstructionStatistic;
import dev.sluice.score.Statistic;
import dev.sluice.trainer.detection.DetectorTrainer.Result;
import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.ScaledRows;
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
    public static Result reconstruction(Exported network, ScaledRows judge) {
        ReconstructionStatistic statistic = residuals(network, judge);
        return new Result(statistic, statistics(statistic, network, judge));
    }

    /**
     * The density of the latent.
     *
     * @param fit what the network was fitted on
     * @param judge rows that it was not fitted on
     */
    public static Result latent(Exported network, ScaledRows fit, ScaledRows judge) {
        int size = network.encoder().outputs();
        double[] sums = new double[size];
        Exported.Scratch scratch = network.newScratch();
        for (int i = 0; i < fit.size(); i++) {
            float[] latent = network.encode(fit.values(i), scratch);
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
            float[] centered = network.encode(fit.values(i), scratch).clone();
            for (int l = 0; l < size; l++) {
                centered[l] -= mean[l];
            }
            covariance.add(centered, all);
        }
        double[] ridge = new double[size];
        Arrays.fill(
                ridge,
                1e-6 + 1e-3 * Arrays.stream(covariance.variances()).average().orElse(0));
        LatentStatistic statistic =
                new LatentStatistic(mean, covariance.whitening(SHRINKAGE, ridge), residuals(network, judge));
        return new Result(statistic, statistics(statistic, network, judge));
    }

    private static ReconstructionStatistic residuals(Exported network, ScaledRows judge) {
        int columns = judge.values(0).length;
        double[] squares = new double[columns];
        long[] counts = new long[columns];
        Exported.Scratch scratch = network.newScratch();
        for (int i = 0; i < judge.size(); i++) {
            float[] x = judge.values(i);
            float[] y = network.reconstruct(x, scratch);
            for (int j = 0; j < columns; j++) {
                if (judge.present(i)[j]) {
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

    private static double[] statistics(Statistic statistic, Exported network, ScaledRows judge) {
        Evidence evidence = statistic.newEvidence();
        Exported.Scratch scratch = network.newScratch();
        double[] statistics = new double[judge.size()];
        for (int i = 0; i < statistics.length; i++) {
            float[] x = judge.values(i);
            System.arraycopy(x, 0, evidence.x, 0, x.length);
            System.arraycopy(judge.present(i), 0, evidence.present, 0, x.length);
            evidence.autoencoder(network.encode(x, scratch), network.reconstruct(x, scratch));
            statistics[i] = statistic.of(evidence, NO_MEMORY);
        }
        return statistics;
    }
}
