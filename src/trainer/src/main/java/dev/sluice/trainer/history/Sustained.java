package dev.sluice.trainer.history;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/**
 * Stretches in which an entity's rows are for long less ordinary than those ever were that the champion was made from. Each
 * row alone may be within what is usual, as where a machine's ways wander as far as a fault takes them; that it does not
 * come back is not usual. Told by a moving average of {@code -ln p} over about the last hundred rows, the control chart of Roberts
 * (1959), "Control chart tests based on geometric moving averages"; where it rises and falls it is late, so where such a stretch
 * began and ended is where the sum of what is beyond the usual is largest, as for cumulative sums (Page 1954, "Continuous
 * inspection schemes"). One that has not ended may be the new normal: after some time it is taken for that.
 */
final class Sustained {
    /** Of the way to each row that the average moves. */
    private static final double RATE = 0.01;
    /** Of one row no more than this counts. */
    private static final double MOST_EVIDENCE = 20;
    /** What the average of independent rows, whose mean is 1, comes to now and then. */
    private static final double USUAL = 1.3;
    /** How many times its largest value in what the champion was made from the average must come to. */
    private static final double FARTHER = 1.5;
    /** Fewer rows say little of how far the average may go. */
    private static final int FEWEST_KNOWN = 1_000;
    /** Rows that an average takes to rise. */
    private static final int RISE = 100;

    private final double[] pValues;
    private final long[] timestamps;
    private final BitSet known;
    private final long patience;

    private Sustained(double[] pValues, long[] timestamps, BitSet known, Duration patience) {
        this.pValues = pValues;
        this.timestamps = timestamps;
        this.known = known;
        this.patience = patience.toMillis();
    }

    /**
     * @param pValues {@code double[rows]}
     * @param timestamps {@code long[rows]}, milliseconds since the epoch
     * @param entities {@code int[entities][]}: rows of each, ascending
     * @param known rows that the champion was made from
     * @param patience how long a stretch that has not ended is held for one
     * @return rows of such stretches, none of them known
     */
    static BitSet rows(double[] pValues, long[] timestamps, List<int[]> entities, BitSet known, Duration patience) {
        BitSet found = new BitSet();
        if (known.cardinality() >= FEWEST_KNOWN) {
            Sustained sustained = new Sustained(pValues, timestamps, known, patience);
            double most = USUAL;
            for (int[] rows : entities) {
                most = Math.max(most, sustained.most(rows));
            }
            for (int[] rows : entities) {
                sustained.mark(rows, most, found);
            }
            found.andNot(known);
        }
        return found;
    }

    private double evidence(int row) {
        return Math.min(MOST_EVIDENCE, -Math.log(pValues[row]));
    }

    /** What the average comes to over the known rows of an entity, others left out. */
    private double most(int[] rows) {
        double average = 0;
        double most = 0;
        for (int row : rows) {
            if (known.get(row)) {
                average += RATE * (evidence(row) - average);
                most = Math.max(most, average);
            }
        }
        return most;
    }

    private void mark(int[] rows, double most, BitSet found) {
        double average = 0;
        double highest = 0;
        int begun = -1;
        for (int k = 0; k <= rows.length; k++) {
            if (k < rows.length) {
                average += RATE * (evidence(rows[k]) - average);
            }
            if (k == rows.length || average < most) {
                if (highest >= FARTHER * most) {
                    mark(rows, begun, k, most, found);
                }
                highest = 0;
                begun = -1;
            } else {
                begun = begun < 0 ? k : begun;
                highest = Math.max(highest, average);
            }
        }
    }

    /** Those rows around where the average was high whose evidence beyond what was usual adds up to most. */
    private void mark(int[] rows, int from, int to, double usual, BitSet found) {
        double sum = 0;
        double most = 0;
        int begun = from;
        int first = from;
        int end = from;
        for (int k = Math.max(0, from - RISE); k < to; k++) {
            if (sum <= 0) {
                sum = 0;
                begun = k;
            }
            sum += evidence(rows[k]) - usual;
            if (sum > most) {
                most = sum;
                first = begun;
                end = k + 1;
            }
        }
        // What rows are judged by rises late as well, see Incidents.
        int earliest = Math.max(0, first - RISE);
        while (first > earliest && pValues[rows[first - 1]] < Incidents.ORDINARY) {
            first--;
        }
        boolean open = to == rows.length;
        if (!open || timestamps[rows[to - 1]] - timestamps[rows[first]] < patience) {
            for (int k = first; k < end; k++) {
                found.set(rows[k]);
            }
        }
    }
}
