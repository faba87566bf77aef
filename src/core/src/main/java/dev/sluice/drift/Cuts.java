package dev.sluice.drift;

import java.util.Arrays;

/**
 * Divides the line of numbers into bins: the deciles of a history, and around a value that makes up more than one of them,
 * a bin of its own, so that leaving it is seen in either direction. Immutable.
 */
public final class Cuts {
    /** Bins of equal share that a history without repeated values is divided into, as is usual for the index. */
    private static final int SHARES = 10;

    /** What is further outside of the history than this share of its range is in a bin of its own. */
    private static final double MARGIN = 0.05;

    private final double[] cuts; // ascending; a bin ends with its cut, included

    /**
     * @param cuts ascending and finite; the bins are one more
     * @throws IllegalArgumentException where they are not
     */
    public Cuts(double[] cuts) {
        for (int c = 0; c < cuts.length; c++) {
            if (!Double.isFinite(cuts[c]) || (c > 0 && cuts[c] <= cuts[c - 1])) {
                throw new IllegalArgumentException("cuts of a reference must be finite and ascending at " + c);
            }
        }
        this.cuts = cuts.clone();
    }

    /** @param sorted ascending and finite, in any number; sorted is what a float holds, so that an atom can be cut out */
    static Cuts deciles(double[] sorted) {
        double[] found = new double[2 * SHARES + 2];
        int count = 0;
        double beyond = sorted.length == 0 ? 0 : MARGIN * (sorted[sorted.length - 1] - sorted[0]);
        if (beyond > 0) {
            count = add(found, count, sorted[0] - beyond);
        }
        for (int i = 0; i < SHARES && sorted.length > 0; i++) {
            double from = sorted[(int) ((long) i * (sorted.length - 1) / SHARES)];
            double to = sorted[(int) ((long) (i + 1) * (sorted.length - 1) / SHARES)];
            if (from == to) {
                count = add(found, count, Math.nextDown((float) from));
            }
            if (from == to || i > 0) {
                count = add(found, count, from);
            }
        }
        if (beyond > 0) {
            count = add(found, count, sorted[sorted.length - 1] + beyond);
        }
        return new Cuts(Arrays.copyOf(found, count));
    }

    private static int add(double[] cuts, int count, double cut) {
        if (count > 0 && cut <= cuts[count - 1]) {
            return count;
        }
        cuts[count] = cut;
        return count + 1;
    }

    /** One bin for each of the whole numbers from 0. */
    static Cuts wholes(int count) {
        double[] cuts = new double[count - 1];
        for (int c = 0; c < cuts.length; c++) {
            cuts[c] = c;
        }
        return new Cuts(cuts);
    }

    public int bins() {
        return cuts.length + 1;
    }

    /** The bin of a number, from 0. */
    public int bin(double x) {
        int at = Arrays.binarySearch(cuts, x);
        return at >= 0 ? at : -at - 1;
    }

    /** {@code double[bins - 1]}: where each bin but the last ends, ascending. */
    public double[] values() {
        return cuts.clone();
    }
}
