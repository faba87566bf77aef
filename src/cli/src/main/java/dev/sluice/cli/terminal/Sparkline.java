package dev.sluice.cli.terminal;

import java.util.List;

/** A series of numbers as a line of bars, one character each: {@code █▅▃▂▁▁}. */
public final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * Scaled by logarithm, because losses fall by orders of magnitude.
     *
     * @param values what is not a positive number is drawn lowest
     * @param width most characters; a longer series is thinned out, its first and last values kept
     */
    public static String of(List<Double> values, int width) {
        int n = Math.min(values.size(), width);
        double[] logs = new double[n];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            int at = n == 1 ? 0 : (int) Math.round((double) i * (values.size() - 1) / (n - 1));
            logs[i] = Math.log(values.get(at));
            if (Double.isFinite(logs[i])) {
                low = Math.min(low, logs[i]);
                high = Math.max(high, logs[i]);
            }
        }
        StringBuilder line = new StringBuilder(n);
        for (double log : logs) {
            double share = Double.isFinite(log) && high > low ? (log - low) / (high - low) : 0;
            line.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
        }
        return line.toString();
    }
}
