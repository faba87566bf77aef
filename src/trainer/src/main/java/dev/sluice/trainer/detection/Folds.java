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

    static Folds inTime(int rows, int count) {
        return new Folds(
                IntStream.range(0, rows)
                        .map(i -> (int) ((long) i * count / rows))
                        .toArray(),
                count);
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
