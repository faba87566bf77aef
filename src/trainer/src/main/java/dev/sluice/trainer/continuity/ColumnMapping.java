package dev.sluice.trainer.continuity;

import dev.sluice.feature.FeatureEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the columns of a predecessor are made of those of its successor: {@code old = offset + sum of factor * new}. Columns
 * are matched by name. One that is gone is at its normal level; a category that is new was among the others before. A
 * number keeps its part in the code however its scale has changed, as those who read the code count on; but on a scale that
 * is out of all proportion finer it is not restored from what the old weights know of it.
 */
final class ColumnMapping {
    /** Beyond this an error of the old network is nothing but noise on the new scale. */
    private static final double MOST_STRETCH = 10;

    private static final int NONE = -1;

    /** A new column's part in an old one. */
    record Part(int column, double factor) {}

    private final List<List<Part>> parts; // [old columns]
    private final double[] offset; // [old columns]
    private final int[] oldOf; // [new columns]
    private final List<ColumnScale> before;
    private final List<ColumnScale> now;

    private ColumnMapping(
            List<List<Part>> parts, double[] offset, int[] oldOf, List<ColumnScale> before, List<ColumnScale> now) {
        this.parts = parts;
        this.offset = offset;
        this.oldOf = oldOf;
        this.before = before;
        this.now = now;
    }

    static ColumnMapping of(FeatureEncoder predecessor, FeatureEncoder successor) {
        List<ColumnScale> before = ColumnScale.of(predecessor);
        List<ColumnScale> now = ColumnScale.of(successor);
        Map<String, Integer> byName = new HashMap<>();
        for (int o = 0; o < before.size(); o++) {
            byName.put(before.get(o).name(), o);
        }
        int[] oldOf = new int[now.size()];
        for (int n = 0; n < oldOf.length; n++) {
            int o = byName.getOrDefault(now.get(n).name(), NONE);
            oldOf[n] = o != NONE && now.get(n).isSame(before.get(o)) ? o : NONE;
        }
        double[] offset = new double[before.size()];
        float[] level = new float[before.size()];
        predecessor.impute(level, 0);
        List<List<Part>> parts = new ArrayList<>();
        for (int o = 0; o < offset.length; o++) {
            ColumnScale old = before.get(o);
            List<Part> of = new ArrayList<>();
            double center = 0;
            for (int n = 0; n < oldOf.length; n++) {
                if (oldOf[n] == o || (old.isOther() && wasAmongOthers(now.get(n), old, oldOf[n]))) {
                    of.add(new Part(n, now.get(n).spread() / old.spread()));
                    center += now.get(n).center();
                }
            }
            boolean known = !of.isEmpty() || (old.isCategory() && isThere(old, now));
            offset[o] = known ? (center - old.center()) / old.spread() : level[o];
            parts.add(of);
        }
        return new ColumnMapping(parts, offset, oldOf, before, now);
    }

    private static boolean wasAmongOthers(ColumnScale column, ColumnScale others, int old) {
        return old == NONE && column.isCategory() && column.kind().equals(others.kind());
    }

    private static boolean isThere(ColumnScale category, List<ColumnScale> now) {
        return now.stream().anyMatch(c -> c.kind().equals(category.kind()));
    }

    private boolean isNear(int column) {
        ColumnScale old = before.get(oldOf[column]);
        double shift = Math.abs(now.get(column).center() - old.center()) / old.spread();
        return old.isCategory() || (stretch(column) <= MOST_STRETCH && shift <= MOST_STRETCH);
    }

    private double stretch(int column) {
        return now.get(column).spread() / before.get(oldOf[column]).spread();
    }

    /** How many columns the predecessor has. */
    int oldColumns() {
        return offset.length;
    }

    /** How many columns the successor has. */
    int newColumns() {
        return oldOf.length;
    }

    /** What an old column is made of. */
    List<Part> parts(int old) {
        return parts.get(old);
    }

    /** What is added to an old column's parts. */
    double offset(int old) {
        return offset[old];
    }

    /** Whether a new column is one that the predecessor had. */
    boolean isOld(int column) {
        return oldOf[column] != NONE;
    }

    /** Whether a new column is one that the predecessor had, on a scale on which the old weights can restore it. */
    boolean isRestored(int column) {
        return isOld(column) && (now.get(column).isCategory() || stretch(column) >= 1 / MOST_STRETCH);
    }

    /** The old column that a new one is. */
    int oldOf(int column) {
        return oldOf[column];
    }

    /** Whether nothing but scales differs, and those not out of all proportion: the same columns, in the same order. */
    boolean isInPlace() {
        for (int n = 0; n < oldOf.length; n++) {
            if (oldOf[n] != n || !isRestored(n) || !isNear(n)) {
                return false;
            }
        }
        return oldOf.length == offset.length;
    }

    ColumnScale column(int column) {
        return now.get(column);
    }

    /** How many columns are new. */
    int added() {
        int added = 0;
        for (int old : oldOf) {
            added += old == NONE ? 1 : 0;
        }
        return added;
    }

    /** How many columns are gone. */
    int removed() {
        return oldColumns() - (newColumns() - added());
    }
}
