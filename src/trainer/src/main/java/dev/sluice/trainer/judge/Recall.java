package dev.sluice.trainer.judge;

import java.util.Arrays;

/**
 * How well a model tells the canaries of one kind from clean rows: of all, and with each of the {@link Blocks} left out on
 * both sides.
 */
final class Recall {
    /** Share of the clean rows that may look less ordinary than a canary that counts as found. */
    static final double FOUND = 0.01;

    /**
     * Share of the canary rows that are found: whose p-value is smaller than those of all but {@value #FOUND} of the clean
     * rows. So a model that finds whatever there is gains nothing, and one that was made from a livelier history, of which
     * everything is more ordinary, loses nothing.
     */
    final double found;
    /** {@code double[blocks]}: the same without each block. */
    final double[] foundWithout;
    /** Share of all clean rows that look more ordinary than a canary row, the mean of them. */
    final double rank;
    /** {@code double[blocks]}: the same without each block. */
    final double[] rankWithout;

    /** The clean rows' p-values: all, and those without each block. */
    static final class Clean {
        private final double[] all; // ascending
        private final double[][] without; // [blocks][rows], ascending

        /**
         * @param logP {@code double[rows]}: logarithms of the p-values
         * @param block {@code int[rows]}: which block each is of
         */
        Clean(double[] logP, int[] block) {
            this.all = logP.clone();
            this.without = new double[Blocks.COUNT][];
            for (int b = 0; b < without.length; b++) {
                int left = 0;
                double[] rest = new double[logP.length];
                for (int i = 0; i < rest.length; i++) {
                    if (block[i] != b) {
                        rest[left++] = logP[i];
                    }
                }
                without[b] = Arrays.copyOf(rest, left);
                Arrays.sort(without[b]);
            }
            Arrays.sort(all);
        }

        /** Share of the clean rows that look more ordinary than one; those that look the same count half. */
        double rank(double logP) {
            return rank(logP, all);
        }

        private static double rank(double logP, double[] clean) {
            double above = clean.length - (below(clean, logP, true) + below(clean, logP, false)) / 2.0;
            return above / Math.max(1, clean.length);
        }

        private static int below(double[] sorted, double value, boolean orEqual) {
            int from = 0;
            int to = sorted.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }
    }

    /**
     * @param canaries {@code double[stretches][rows]}: logarithms of the p-values
     * @param block {@code int[stretches]}: which block each is of
     */
    Recall(Clean clean, double[][] canaries, int[] block) {
        this.found = found(clean.all, canaries, block, -1);
        this.rank = rank(clean.all, canaries, block, -1);
        this.foundWithout = new double[Blocks.COUNT];
        this.rankWithout = new double[Blocks.COUNT];
        for (int b = 0; b < Blocks.COUNT; b++) {
            foundWithout[b] = found(clean.without[b], canaries, block, b);
            rankWithout[b] = rank(clean.without[b], canaries, block, b);
        }
    }

    private static double found(double[] clean, double[][] canaries, int[] block, int without) {
        double limit = clean.length == 0 ? Math.log(FOUND) : Math.nextDown(clean[(int) (FOUND * clean.length)]);
        int rows = 0;
        int found = 0;
        for (int s = 0; s < canaries.length; s++) {
            if (block[s] != without) {
                rows += canaries[s].length;
                for (double p : canaries[s]) {
                    found += p <= limit ? 1 : 0;
                }
            }
        }
        return rows == 0 ? Double.NaN : (double) found / rows;
    }

    private static double rank(double[] clean, double[][] canaries, int[] block, int without) {
        int rows = 0;
        double rank = 0;
        for (int s = 0; s < canaries.length; s++) {
            if (block[s] != without) {
                rows += canaries[s].length;
                for (double p : canaries[s]) {
                    rank += Clean.rank(p, clean);
                }
            }
        }
        return rows == 0 || clean.length == 0 ? Double.NaN : rank / rows;
    }
}
