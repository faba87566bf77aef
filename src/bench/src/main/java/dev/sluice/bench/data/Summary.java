package dev.sluice.bench.data;

import dev.sluice.cli.terminal.Figures;
import java.util.Arrays;

/** Some values of one figure: what is in the middle, and how far they spread. */
public final class Summary {

    private final double[] sorted;

    /** @param values at least one */
    public Summary(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a summary needs at least one value");
        }
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    public double mean() {
        return Arrays.stream(sorted).sum() / sorted.length;
    }

    public double median() {
        return quantile(0.5);
    }

    /** Interpolated between neighbours. */
    public double quantile(double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /** {@code 0.93 to 0.95}, or the value itself where there is one only. */
    public String range() {
        return min() == max() ? Figures.brief(min()) : Figures.brief(min()) + " to " + Figures.brief(max());
    }
}
