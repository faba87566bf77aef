package dev.sluice.trainer.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells incidents from single unusual rows: an entity's row is in an incident where most of the {@value #RUN} rows of its
 * entity around it are unusual; where rows are judged each by itself, also where a quarter of the {@value #LONG_RUN} around
 * it are. From the first unusual row of an incident to its last all rows belong to it, and the few before, in which it
 * began unseen. Where a row is judged by those before as well, normal traffic has such stretches too, as seldom as it has
 * alerts: there an incident is only what gets worse than an alert, or has {@value #SUSTAINED} unusual rows.
 *
 * <p>There it also begins before its first unusual row. Averages of past rows take their time to rise, and where they stay
 * just within what is usual, that time is long; the rows meanwhile are of the fault, and a few dozen of them are enough to
 * make it normal for the next model. So it reaches back as long as rows are suspect, and from there on to where its entity
 * was last on the ordinary side of the middle, as is usual for such averages (Nishina 1992, "A comparison of control charts
 * from the viewpoint of change-point estimation"), at most {@value #RISE} rows. Behind its end they take as long to fall.
 *
 * <p>Entities with fewer rows than a run has, such as those of a topic whose keys are all different, count as one.
 */
final class Incidents {
    /** Rows of an entity that a decision takes. */
    static final int RUN = 9;

    private static final int LONG_RUN = 64;
    /** Longer than the averages of past rows that rows are judged by stay high after one that is odd. */
    private static final int SUSTAINED = 50;
    /** Rows that an average takes to rise: those that the slowest one is made of. */
    private static final int RISE = 100;
    /** Below this a row just before an incident is of it. */
    private static final double SUSPECT = 0.05;
    /** From this on a row is no less ordinary than half of the normal ones. */
    static final double ORDINARY = 0.5;
    /** Two incidents of an entity with fewer rows in between are one. */
    private static final int GAP = 4 * RUN;

    private static final long POOLED = 0;

    private final BitSet unusual;
    private final BitSet severe; // null where rows are judged each by itself
    private final double[] pValues; // null where severe is
    private final List<int[]> entities; // [entities][rows of the entity], ascending

    private Incidents(BitSet unusual, BitSet severe, double[] pValues, long[] entities) {
        this.unusual = unusual;
        this.severe = severe;
        this.pValues = pValues;
        this.entities = byEntity(entities);
    }

    /**
     * Of rows that are judged each by itself.
     *
     * @param unusual by row, in the order of time
     * @param entities {@code long[rows]}
     */
    static Incidents ofSingleRows(BitSet unusual, long[] entities) {
        return new Incidents(unusual, null, null, entities);
    }

    /**
     * Of rows that are judged by those before as well.
     *
     * @param unusual by row, in the order of time
     * @param severe rows that are worse than an alert
     * @param pValues {@code double[rows]}
     * @param entities {@code long[rows]}
     */
    static Incidents ofSeries(BitSet unusual, BitSet severe, double[] pValues, long[] entities) {
        return new Incidents(unusual, severe, pValues, entities);
    }

    private static List<int[]> byEntity(long[] entities) {
        Map<Long, Integer> counts = new LinkedHashMap<>();
        for (long entity : entities) {
            counts.merge(entity, 1, Integer::sum);
        }
        Map<Long, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < entities.length; i++) {
            long of = counts.get(entities[i]) < RUN ? POOLED : entities[i];
            rows.computeIfAbsent(of, e -> new ArrayList<>()).add(i);
        }
        return rows.values().stream()
                .map(r -> r.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** {@code int[entities][]}: indexes of each entity's rows, ascending. */
    List<int[]> entities() {
        return entities;
    }

    /** Whether a row is unusual by itself. */
    boolean isUnusual(int row) {
        return unusual.get(row);
    }

    /** The rows of all incidents. */
    BitSet rows() {
        BitSet all = new BitSet();
        for (int[] rows : entities) {
            mark(rows, all);
        }
        return all;
    }

    private void mark(int[] rows, BitSet into) {
        BitSet marked = new BitSet(rows.length); // by place in the entity's rows
        mark(rows, RUN, RUN / 2 + 1, unusual, marked);
        if (severe == null) {
            // What is marked already says nothing about the rows around it.
            BitSet others = (BitSet) unusual.clone();
            marked.stream().forEach(k -> others.clear(rows[k]));
            mark(rows, LONG_RUN, LONG_RUN / 4, others, marked);
        }
        int end = 0;
        for (int from = marked.nextSetBit(0); from >= 0; from = marked.nextSetBit(end)) {
            end = marked.nextClearBit(from);
            for (int next = marked.nextSetBit(end); next >= 0 && next - end < GAP; next = marked.nextSetBit(end)) {
                end = marked.nextClearBit(next);
            }
            if (isIncident(rows, from, end)) {
                for (int k = Math.max(0, beginning(rows, from) - RUN); k < end; k++) {
                    into.set(rows[k]);
                }
            }
        }
    }

    /** Where, among an entity's rows, what was first unusual at {@code from} had begun. */
    private int beginning(int[] rows, int from) {
        int first = from;
        if (severe != null) {
            while (first > 0 && pValues[rows[first - 1]] < SUSPECT) {
                first--;
            }
            int earliest = Math.max(0, first - RISE);
            while (first > earliest && pValues[rows[first - 1]] < ORDINARY) {
                first--;
            }
        }
        return first;
    }

    private boolean isIncident(int[] rows, int from, int end) {
        return severe == null
                || Arrays.stream(rows, from, end).anyMatch(severe::get)
                || Arrays.stream(rows, from, end).filter(unusual::get).count() >= SUSTAINED;
    }

    /** Marks from the first to the last unusual row of each stretch of {@code length} that has at least {@code enough}. */
    private static void mark(int[] rows, int length, int enough, BitSet unusual, BitSet marked) {
        int count = 0;
        for (int k = 0; k < rows.length; k++) {
            count += unusual.get(rows[k]) ? 1 : 0;
            count -= k >= length && unusual.get(rows[k - length]) ? 1 : 0;
            if (k >= length - 1 && count >= enough) {
                int first = k - length + 1;
                while (!unusual.get(rows[first])) {
                    first++;
                }
                int last = k;
                while (!unusual.get(rows[last])) {
                    last--;
                }
                marked.set(first, last + 1);
            }
        }
    }
}
