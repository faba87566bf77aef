package dev.sluice.trainer.detection;

import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The distinct rows of a table, with how often each occurs. A row that is repeated must not count for more: it would fit
 * a centroid of its own, and be in the fold that judges it as well as in the one it is judged by. Where most rows are
 * repeats, as in a table of few categories, repeats are what is normal, and every row counts.
 */
public final class Distinct {
    private final int[] rows;
    private final int[] counts;

    private Distinct(int[] rows, int[] counts) {
        this.rows = rows;
        this.counts = counts;
    }

    public static Distinct of(ScaledRows all) {
        Map<Row, Integer> positions = new HashMap<>();
        int[] rows = new int[all.size()];
        int[] counts = new int[all.size()];
        int distinct = 0;
        for (int i = 0; i < all.size(); i++) {
            Integer known = positions.putIfAbsent(new Row(all.values(i), all.present(i)), distinct);
            if (known == null) {
                rows[distinct] = i;
                counts[distinct++] = 1;
            } else {
                counts[known]++;
            }
        }
        if (2 * distinct < all.size()) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i;
                counts[i] = 1;
            }
            return new Distinct(rows, counts);
        }
        return new Distinct(Arrays.copyOf(rows, distinct), Arrays.copyOf(counts, distinct));
    }

    /** Indexes of the first row of each kind, ascending; not copied. */
    public int[] rows() {
        return rows;
    }

    /** {@code int[rows]}: how often each occurs; not copied. */
    public int[] counts() {
        return counts;
    }

    private static final class Row {
        private final float[] values;
        private final boolean[] present;

        Row(float[] values, boolean[] present) {
            this.values = values;
            this.present = present;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && Arrays.equals(values, row.values) && Arrays.equals(present, row.present);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
