package dev.sluice.trainer.judge;

import java.util.Arrays;
import java.util.Optional;

/**
 * Two models' figures on the same units, one after the other in time, and how far their difference may be chance. Neighbours
 * resemble each other, so the error of the mean comes from the means of at most {@value #BLOCKS} blocks; that
 * of canaries, which are held against the clean rows among them, from {@link Blocks} of both.
 *
 * @param champion its mean; NaN where there is no champion
 * @param challenger its mean
 * @param error standard error of the difference; of the challenger's mean where there is no champion
 * @param units how many were compared
 */
record Comparison(double champion, double challenger, double error, int units) {
    private static final int BLOCKS = 20;

    /**
     * @param champion {@code double[units]}; null where there is none
     * @param challenger {@code double[units]}
     */
    static Comparison of(double[] champion, double[] challenger) {
        int n = challenger.length;
        double[] difference = new double[n];
        for (int i = 0; i < n; i++) {
            difference[i] = challenger[i] - (champion == null ? 0 : champion[i]);
        }
        return new Comparison(
                champion == null ? Double.NaN : mean(champion, 0, n), mean(challenger, 0, n), error(difference), n);
    }

    /** Of the shares of canaries that are found; {@code units} stretches of them. */
    static Comparison ofFound(Optional<Recall> champion, Recall challenger, int units) {
        return of(
                champion.map(c -> c.found).orElse(Double.NaN),
                champion.map(c -> c.foundWithout),
                challenger.found,
                challenger.foundWithout,
                units);
    }

    /** Of the ranks of canaries among clean rows. */
    static Comparison ofRank(Optional<Recall> champion, Recall challenger, int units) {
        return of(
                champion.map(c -> c.rank).orElse(Double.NaN),
                champion.map(c -> c.rankWithout),
                challenger.rank,
                challenger.rankWithout,
                units);
    }

    private static Comparison of(
            double champion, Optional<double[]> championWithout, double challenger, double[] without, int units) {
        double[] difference = new double[without.length];
        Arrays.setAll(
                difference, b -> without[b] - championWithout.map(c -> c[b]).orElse(0.0));
        return new Comparison(champion, challenger, Blocks.error(difference), units);
    }

    private static double error(double[] values) {
        int blocks = Math.min(BLOCKS, values.length);
        if (blocks < 2) {
            return 0;
        }
        double[] means = new double[blocks];
        for (int b = 0; b < blocks; b++) {
            means[b] = mean(
                    values, (int) ((long) b * values.length / blocks), (int) ((long) (b + 1) * values.length / blocks));
        }
        double mean = mean(means, 0, blocks);
        double sum = 0;
        for (double m : means) {
            sum += (m - mean) * (m - mean);
        }
        return Math.sqrt(sum / (blocks - 1) / blocks);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return to > from ? sum / (to - from) : 0;
    }
}
