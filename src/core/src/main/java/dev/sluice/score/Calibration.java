package dev.sluice.score;

import dev.sluice.feature.Quantile;
import java.util.Arrays;

/**
 * From statistic to p-value to score. The body of the distribution is the empirical one of held-out rows (interpolated
 * between quantiles, so that no two statistics tie), the tail a generalized Pareto distribution. The score is
 * {@code ln(p) / ln(alertProbability)}: 1.0 at the alert threshold, 2.0 where such a residual is as unlikely as two
 * independent alerts, strictly increasing in the statistic. Immutable.
 *
 * <p>With n held-out rows, p-values below {@code 1 / (n + 1)} are extrapolated by the tail: their order holds, their
 * size is an estimate.
 */
public final class Calibration {

    /** Share of the held-out rows that the tail is fitted on. */
    static final double TAIL = 0.02;

    private static final int MAX_BODY = 1024;

    private final int rows;
    private final double[] body; // ascending quantiles, from probability 0 to 1 - tailProbability
    private final double tailProbability;
    private final ParetoTail tail;
    private final int tailRows;
    private final double alertProbability;
    private final double logAlert;

    /**
     * @param rows held-out rows
     * @param body ascending, finite, at least two values; the last is where the tail begins
     * @param tailProbability above 0 and below 1
     * @param alertProbability p-value at which the score is 1.0, above 0 and below 1
     * @throws IllegalArgumentException where one of these does not hold
     */
    public Calibration(
            int rows, double[] body, double tailProbability, ParetoTail tail, int tailRows, double alertProbability) {
        if (body.length < 2) {
            throw new IllegalArgumentException("calibration body needs at least 2 quantiles, got " + body.length);
        }
        for (int i = 0; i < body.length; i++) {
            if (!Double.isFinite(body[i]) || (i > 0 && body[i] < body[i - 1])) {
                throw new IllegalArgumentException("calibration body must be finite and ascending at " + i);
            }
        }
        if (rows < 1 || tailRows < 0) {
            throw new IllegalArgumentException("calibration rows out of range: " + rows + ", " + tailRows);
        }
        requireProbability("tailProbability", tailProbability);
        requireProbability("alertProbability", alertProbability);
        this.rows = rows;
        this.body = body.clone();
        this.tailProbability = tailProbability;
        this.tail = tail;
        this.tailRows = tailRows;
        this.alertProbability = alertProbability;
        this.logAlert = StrictMath.log(alertProbability);
    }

    private static void requireProbability(String name, double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException(name + " must be above 0 and below 1: " + p);
        }
    }

    /**
     * Fits to the statistics of held-out rows.
     *
     * @param statistics finite, at least one, in any order
     */
    public static Calibration fit(double[] statistics, double alertProbability) {
        if (statistics.length == 0) {
            throw new IllegalArgumentException("calibration needs at least one held-out row");
        }
        double[] sorted = statistics.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        // At least 10 exceedances where there are that many rows, at most a tenth of them.
        double share = Math.max(TAIL, Math.min(0.1, 10.0 / n));
        double threshold = Quantile.ofSorted(sorted, 1 - share);
        double[] excesses = Arrays.stream(sorted)
                .filter(s -> s > threshold)
                .map(s -> s - threshold)
                .toArray();
        double[] body = new double[Math.min(MAX_BODY, Math.max(2, n))];
        for (int i = 0; i < body.length; i++) {
            double quantile = Quantile.ofSorted(sorted, (1 - share) * i / (body.length - 1));
            body[i] = i == 0 ? quantile : Math.max(body[i - 1], quantile);
        }
        // Conformal: one more than was seen, of one more than there were.
        double tailProbability = (excesses.length + 1.0) / (n + 1.0);
        ParetoTail tail = ParetoTail.fit(excesses);
        return new Calibration(n, body, Math.min(tailProbability, 0.5), tail, excesses.length, alertProbability);
    }

    /** {@code ln p} of a statistic; at most 0 and never minus infinity for a finite statistic. */
    public double logP(double statistic) {
        double threshold = body[body.length - 1];
        if (statistic > threshold) {
            return StrictMath.log(tailProbability) + tail.logSurvival(statistic - threshold);
        }
        if (statistic <= body[0]) {
            return 0;
        }
        int at = Arrays.binarySearch(body, statistic);
        double position;
        if (at >= 0) {
            // Of equal quantiles the lowest: as many held-out rows as possible count as at least this large.
            while (body[at - 1] == statistic) {
                at--;
            }
            position = at;
        } else {
            int above = -at - 1;
            position = above - 1 + (statistic - body[above - 1]) / (body[above] - body[above - 1]);
        }
        return StrictMath.log1p(-(1 - tailProbability) * position / (body.length - 1));
    }

    /** The p-value of a {@code ln p}: above 0 and at most 1. */
    public static double pValue(double logP) {
        return Math.max(Double.MIN_NORMAL, StrictMath.exp(logP));
    }

    /** The score of a {@code ln p}: 0 for the most ordinary, 1.0 at the alert threshold, without upper bound. */
    public double score(double logP) {
        return logP == 0 ? 0 : logP / logAlert;
    }

    public int rows() {
        return rows;
    }

    /** Ascending quantiles; the last is where the tail begins. */
    public double[] body() {
        return body.clone();
    }

    public double tailProbability() {
        return tailProbability;
    }

    public ParetoTail tail() {
        return tail;
    }

    public int tailRows() {
        return tailRows;
    }

    public double alertProbability() {
        return alertProbability;
    }
}
