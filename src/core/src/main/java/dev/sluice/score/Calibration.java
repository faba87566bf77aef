package dev.sluice.score;

import java.util.Arrays;

/**
 * From statistic to p-value to score. The body of the distribution is the empirical one of held-out rows (interpolated
 * between quantiles, so that no two statistics tie), the tail a {@link WeibullTail}. The score is
 * {@code ln(p) / ln(alertProbability)}: 1.0 at the alert threshold, 2.0 where such a residual is as unlikely as two
 * independent alerts, strictly increasing in the statistic. Immutable.
 *
 * <p>With n held-out rows, p-values below {@code 1 / (n + 1)} are extrapolated by the tail: their order holds, their
 * size is an estimate. How good an estimate, at the alert threshold, is told by {@link #alertInterval()}.
 */
public final class Calibration {

    private static final int MAX_BODY = 1024;
    /** Of a normal distribution, between 5 and 95 %. */
    private static final double NINETY_PERCENT = 1.6448536269514722;

    private final int rows;
    private final double[] body; // ascending quantiles, from probability 0 to 1 - tail.probability
    private final WeibullTail tail;
    private final int tailRows;
    private final double alertProbability;
    private final Interval alertInterval;
    private final double logAlert;

    /**
     * Between which probabilities normal rows raise alerts, in nine of ten histories of this size.
     *
     * @param low at most the nominal probability
     * @param high at least the nominal probability
     */
    public record Interval(double low, double high) {
        public Interval {
            if (!(low >= 0 && low <= high && high <= 1)) {
                throw new IllegalArgumentException("alert interval must ascend between 0 and 1: " + low + ", " + high);
            }
        }
    }

    /**
     * @param rows held-out rows
     * @param body ascending, finite, at least two values; the last is the tail's threshold
     * @param tail what is beyond
     * @param tailRows held-out rows beyond
     * @param alertProbability p-value at which the score is 1.0, above 0 and below 1
     * @throws IllegalArgumentException where one of these does not hold
     */
    public Calibration(
            int rows, double[] body, WeibullTail tail, int tailRows, double alertProbability, Interval alertInterval) {
        if (body.length < 2) {
            throw new IllegalArgumentException("calibration body needs at least 2 quantiles, got " + body.length);
        }
        for (int i = 0; i < body.length; i++) {
            if (!Double.isFinite(body[i]) || (i > 0 && body[i] < body[i - 1])) {
                throw new IllegalArgumentException("calibration body must be finite and ascending at " + i);
            }
        }
        if (body[body.length - 1] != tail.threshold()) {
            throw new IllegalArgumentException("calibration tail does not begin where its body ends");
        }
        if (rows < 1 || tailRows < 0) {
            throw new IllegalArgumentException("calibration rows out of range: " + rows + ", " + tailRows);
        }
        requireProbability("alertProbability", alertProbability);
        this.rows = rows;
        this.body = body.clone();
        this.tail = tail;
        this.tailRows = tailRows;
        this.alertProbability = alertProbability;
        this.alertInterval = alertInterval;
        this.logAlert = StrictMath.log(alertProbability);
    }

    private static void requireProbability(String name, double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException(name + " must be above 0 and below 1: " + p);
        }
    }

    /** Fits to the statistics of rows that are independent of each other; as the other. */
    public static Calibration fit(double[] statistics, double alertProbability) {
        return fit(statistics, alertProbability, statistics.length);
    }

    /**
     * Fits to the statistics of held-out rows.
     *
     * @param statistics finite, at least 0, at least one, in any order
     * @param effectiveRows as how many independent rows they count; fewer than there are where neighbours resemble each
     *     other
     */
    public static Calibration fit(double[] statistics, double alertProbability, double effectiveRows) {
        if (statistics.length == 0) {
            throw new IllegalArgumentException("calibration needs at least one held-out row");
        }
        double[] sorted = statistics.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        TailFit.Result fitted = TailFit.fit(sorted);
        WeibullTail tail = fitted.tail();
        double[] body = new double[Math.min(MAX_BODY, Math.max(2, n))];
        int last = n - 1 - fitted.rows();
        for (int i = 0; i < body.length; i++) {
            double quantile = interpolated(sorted, last * (double) i / (body.length - 1));
            body[i] = i == 0 ? quantile : Math.max(body[i - 1], quantile);
        }
        body[body.length - 1] = tail.threshold();
        return new Calibration(
                n,
                body,
                tail,
                fitted.rows(),
                alertProbability,
                interval(alertProbability, tail, fitted, n, effectiveRows));
    }

    private static double interpolated(double[] sorted, double position) {
        int below = Math.min((int) position, sorted.length - 1);
        int above = Math.min(below + 1, sorted.length - 1);
        double share = position - below;
        double between = sorted[below] * (1 - share) + sorted[above] * share;
        return Math.max(sorted[below], Math.min(sorted[above], between));
    }

    private static Interval interval(
            double p, WeibullTail tail, TailFit.Result fitted, int rows, double effectiveRows) {
        double deviation = p < tail.probability()
                ? fitted.deviation().applyAsDouble(-StrictMath.log(p))
                : Math.sqrt((1 - p) / (p * rows));
        double inflated = deviation * Math.sqrt(rows / Math.max(1, effectiveRows));
        if (!Double.isFinite(inflated)) {
            return new Interval(0, 1);
        }
        double factor = StrictMath.exp(NINETY_PERCENT * inflated);
        return new Interval(p / factor, Math.min(1, p * factor));
    }

    /** {@code ln p} of a statistic; at most 0 and never minus infinity for a finite statistic. */
    public double logP(double statistic) {
        double threshold = body[body.length - 1];
        if (statistic > threshold) {
            return tail.logSurvival(statistic);
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
        return StrictMath.log1p(-(1 - tail.probability()) * position / (body.length - 1));
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

    public WeibullTail tail() {
        return tail;
    }

    public int tailRows() {
        return tailRows;
    }

    public double alertProbability() {
        return alertProbability;
    }

    /** How far the share of alerts among normal rows may be off. */
    public Interval alertInterval() {
        return alertInterval;
    }
}
