package dev.sluice.feature;

import java.util.Arrays;

/** Learns each entity's level (median) and spread (from the quartiles) of one number. */
final class EntityFit {

    /** Smallest spread of an entity, as a share of the median spread: one that hardly moved would else alert at its first stir. */
    private static final double FLOOR = 0.1;

    private EntityFit() {}

    /**
     * @param column the values of all rows
     * @param x {@code double[rows]}, NaN where missing
     * @param entityOf {@code int[rows]}
     */
    static EntityLevels levels(Column column, double[] x, int[] entityOf, EntityIndex entities) {
        double[][] values = group(x, entityOf, entities.size());
        double[] levels = new double[values.length];
        double[] spreads = new double[values.length];
        double pipelineSpread = column.robustSpread() > 0 ? column.robustSpread() : 1;
        for (int e = 0; e < values.length; e++) {
            Column own = new Column(values[e]);
            // An entity that lacks this number in most of its rows is measured by the pipeline's.
            boolean enough = own.all.length >= EntityIndex.MIN_ROWS;
            levels[e] = enough ? own.median() : column.median();
            spreads[e] = enough ? own.robustSpread() : pipelineSpread;
        }
        double[] moving = Arrays.stream(spreads).filter(s -> s > 0).sorted().toArray();
        double typical = moving.length == 0 ? pipelineSpread : Quantile.ofSorted(moving, 0.5);
        double floor = Math.max(Double.MIN_NORMAL, FLOOR * typical);
        for (int e = 0; e < spreads.length; e++) {
            spreads[e] = Math.min(Double.MAX_VALUE, Math.max(floor, spreads[e]));
        }
        return new EntityLevels(column.median(), Math.min(Double.MAX_VALUE, pipelineSpread), levels, spreads);
    }

    private static double[][] group(double[] x, int[] entityOf, int entities) {
        int[] counts = new int[entities];
        for (int e : entityOf) {
            if (e >= 0) {
                counts[e]++;
            }
        }
        double[][] values = new double[entities][];
        Arrays.setAll(values, e -> new double[counts[e]]);
        for (int i = 0; i < x.length; i++) {
            int e = entityOf[i];
            if (e >= 0) {
                values[e][--counts[e]] = x[i];
            }
        }
        return values;
    }
}
