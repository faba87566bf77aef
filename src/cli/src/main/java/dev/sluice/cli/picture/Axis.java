package dev.sluice.cli.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A range of values along an edge of a picture, and the round numbers in it.
 *
 * @param low where it begins
 * @param high where it ends, above {@code low}
 */
record Axis(double low, double high) {

    private static final double MARGIN = 0.05;
    private static final double OUTER = 0.002;
    private static final double FAR = 2;
    private static final int TICKS = 10;

    /**
     * An axis on which values have room. Where a few lie so far out that they would press the rest together, it ends
     * before them.
     *
     * @param values finite, at least one
     */
    static Axis of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        double inner = sorted[(int) Math.floor(last * OUTER)];
        double outer = sorted[(int) Math.ceil(last * (1 - OUTER))];
        boolean far = sorted[last] - sorted[0] > FAR * (outer - inner) && outer > inner;
        double low = far ? inner : sorted[0];
        double high = far ? outer : sorted[last];
        double room = high > low ? MARGIN * (high - low) : Math.max(1, Math.abs(low));
        return new Axis(low - room, high + room);
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    /** Where a value lies: 0 at the beginning, 1 at the end. */
    double at(double value) {
        return (value - low) / (high - low);
    }

    private double step() {
        double rough = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Round numbers within the range, ascending. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long n = (long) Math.ceil(low / step()); n * step() <= high; n++) {
            ticks.add(n * step());
        }
        return ticks;
    }

    /** A tick as text, with as many digits as the ticks need. */
    String label(double tick) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step())));
        return digits > 4 || Math.abs(tick) >= 1e6
                ? String.format(Locale.ROOT, "%.1e", tick)
                : String.format(Locale.ROOT, "%." + digits + "f", tick);
    }
}
