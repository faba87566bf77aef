package dev.sluice.trainer.detection;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which fold each row belongs to. Rows of a time series are divided into stretches of time, because neighbours resemble
 * each other; others at random.
 */
final class Folds {
    private final int[] fold; // [rows]
    private final int count;

    private Folds(int[] fold, int count) {
        this.fold = fold;
        this.count = count;
    }

    /** @param apart {@code boolean[rows]}: rows that are divided for themselves, so that each fold has some of them */
    static Folds inTime(boolean[] apart, int count) {
        int[] fold = new int[apart.length];
        for (boolean group : new boolean[] {false, true}) {
            int[] rows = IntStream.range(0, apart.length)
                    .filter(i -> apart[i] == group)
                    .toArray();
            for (int i = 0; i < rows.length; i++) {
                fold[rows[i]] = (int) ((long) i * count / rows.length);
            }
        }
        return new Folds(fold, count);
    }

    static Folds atRandom(int rows, int count, long seed) {
        int[] order = IntStream.range(0, rows).toArray();
        Random random = new Random(seed);
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] fold = new int[rows];
        for (int i = 0; i < rows; i++) {
            fold[order[i]] = i % count;
        }
        return new Folds(fold, count);
    }

    int count() {
        return count;
    }

    /** {@code int[]}: indexes of the rows of a fold, ascending. */
    int[] in(int k) {
        return IntStream.range(0, fold.length).filter(i -> fold[i] == k).toArray();
    }

    /** {@code int[]}: indexes of the rows of all other folds, ascending. */
    int[] outside(int k) {
        return IntStream.range(0, fold.length).filter(i -> fold[i] != k).toArray();
    }
}
