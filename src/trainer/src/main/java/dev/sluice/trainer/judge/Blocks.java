package dev.sluice.trainer.judge;

import java.util.List;

/**
 * A slice in {@value #COUNT} parts of neighbours, which resemble each other: entity by entity, of one entity or a few
 * stretch by stretch. What changes as one part or another is left out tells how far a figure of all may be chance: the
 * jackknife (Tukey 1958), which takes in what limits are taken from the same rows.
 */
final class Blocks {
    static final int COUNT = 20;

    private final int[] of; // [rows of the slice], NONE for those that do not count

    Blocks(Slice slice) {
        this.of = new int[slice.size()];
        List<int[]> runs = slice.countedRuns();
        long place = 0;
        for (int[] run : runs) {
            for (int row : run) {
                of[row] = (int) (place++ * COUNT / slice.count());
            }
        }
    }

    /** Of a row that counts, from 0. */
    int of(int row) {
        return of[row];
    }

    /**
     * Standard error of a figure.
     *
     * @param without {@code double[blocks]}: the figure without each; NaN where nothing was left
     * @return 0 where too little can be left out to tell
     */
    static double error(double[] without) {
        int count = 0;
        double mean = 0;
        for (double figure : without) {
            if (!Double.isNaN(figure)) {
                mean += (figure - mean) / ++count;
            }
        }
        double squares = 0;
        for (double figure : without) {
            squares += Double.isNaN(figure) ? 0 : (figure - mean) * (figure - mean);
        }
        return count < 2 ? 0 : Math.sqrt(squares * (count - 1) / count);
    }
}
