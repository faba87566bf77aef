package dev.sluice.cli.terminal;

import java.util.List;

/** A series of numbers as a line of bars, one character each: {@code █▅▃▂▁▁}. */
public final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * Scaled by logarithm, because losses fall by orders of magnitude; linearly where one is below 0, as a likelihood's
     * may be.
     *
     * @param values what has no place on the scale is drawn lowest
     * @param width most characters; a longer series is thinned out, its first and last values kept
     */
    public static String of(List<Double> values, int width) {
        int n = Math.min(values.size(), width);
        boolean linear = values.stream().anyMatch(v -> v < 0);
        double[] heights = new double[n];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            int at = n == 1 ? 0 : (int) Math.round((double) i * (values.size() - 1) / (n - 1));
            heights[i] = linear ? values.get(at) : Math.log(values.get(at));
            if (Double.isFinite(heights[i])) {
                low = Math.min(low, heights[i]);
                high = Math.max(high, heights[i]);
            }
        }
        StringBuilder line = new StringBuilder(n);
        for (double height : heights) {
            double share = Double.isFinite(height) && high > low ? (height - low) / (high - low) : 0;
            line.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
        }
        return line.toString();
    }
}
