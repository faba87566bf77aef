package dev.sluice.cli.backtest;

import java.util.Arrays;
import java.util.Comparator;

/** How well scores rank anomalies above normal rows. Labels are used here and nowhere else. */
public final class Ranking {

    private final int[] order; // rows by descending score
    private final double[] scores;
    private final boolean[] labels;
    private final long anomalies;

    /**
     * @param scores one per row, not NaN
     * @param labels one per row, true for an anomaly
     */
    public Ranking(double[] scores, boolean[] labels) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores, but " + labels.length + " labels");
        }
        this.scores = scores.clone();
        this.labels = labels.clone();
        this.order = new int[scores.length];
        Integer[] boxed = new Integer[scores.length];
        Arrays.setAll(boxed, i -> i);
        Arrays.sort(boxed, Comparator.comparingDouble(i -> -scores[i]));
        Arrays.setAll(order, i -> boxed[i]);
        long count = 0;
        for (boolean label : labels) {
            count += label ? 1 : 0;
        }
        this.anomalies = count;
    }

    /** Whether there is anything to rank: at least one anomaly and one normal row. */
    public boolean isDefined() {
        return anomalies > 0 && anomalies < labels.length;
    }

    /**
     * Area under the ROC curve: the probability that a random anomaly scores above a random normal row, ties counting
     * half.
     *
     * @return NaN where {@link #isDefined()} is false
     */
    public double auroc() {
        if (!isDefined()) {
            return Double.NaN;
        }
        double wins = 0;
        long normalAbove = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(from);
            long tiedAnomalies = anomalies(from, to);
            long tiedNormal = to - from - tiedAnomalies;
            long normal = labels.length - anomalies;
            wins += tiedAnomalies * (normal - normalAbove - tiedNormal / 2.0);
            normalAbove += tiedNormal;
            from = to;
        }
        return wins / anomalies / (labels.length - anomalies);
    }

    /**
     * Area under the precision-recall curve as average precision, tied rows entering together.
     *
     * @return NaN where {@link #isDefined()} is false
     */
    public double auprc() {
        if (!isDefined()) {
            return Double.NaN;
        }
        double sum = 0;
        long found = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(from);
            long tied = anomalies(from, to);
            found += tied;
            sum += tied * ((double) found / to);
            from = to;
        }
        return sum / anomalies;
    }

    private int endOfTie(int from) {
        int to = from + 1;
        while (to < order.length && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }

    private long anomalies(int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            count += labels[order[i]] ? 1 : 0;
        }
        return count;
    }
}
