package dev.sluice.trainer.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * Divides rows that are in time order: the latest quarter judges, a tenth of the rest, in blocks, validates, and the
 * network is fitted on what remains. Neighbours in time resemble each other, so single random rows would say little
 * about rows that were not seen: blocks do.
 */
final class TimeSplit {
    /** Below this there would be no row for one of the parts, and no meaning in the figures. */
    static final int MIN_ROWS = 8;

    private static final double JUDGE = 0.25;
    private static final double VALIDATION = 0.1;
    private static final int BLOCKS = 100;

    private final int[] fit;
    private final int[] validation;
    private final int[] judge;

    private TimeSplit(int[] fit, int[] validation, int[] judge) {
        this.fit = fit;
        this.validation = validation;
        this.judge = judge;
    }

    /**
     * @param rows indexes of the rows, in the order of time
     * @throws IllegalArgumentException where there are fewer than {@value #MIN_ROWS} rows
     */
    static TimeSplit of(int[] rows, long seed) {
        if (rows.length < MIN_ROWS) {
            throw new IllegalArgumentException(
                    "a model needs at least " + MIN_ROWS + " rows, got " + rows.length + ": give it a longer history");
        }
        int rest = rows.length - (int) Math.round(JUDGE * rows.length);
        BitSet validation = validation(rest, seed);
        int[] validationRows = validation.stream().map(i -> rows[i]).toArray();
        validation.flip(0, rest);
        return new TimeSplit(
                validation.stream().map(i -> rows[i]).toArray(),
                validationRows,
                Arrays.copyOfRange(rows, rest, rows.length));
    }

    /**
     * The same, but neither fitted nor stopped by rows that are not to be fitted on; as it is where that would leave a part
     * without rows.
     *
     * @param fitted {@code boolean[rows]}, by index
     */
    TimeSplit fittedOn(boolean[] fitted) {
        int[] fewer = Arrays.stream(fit).filter(i -> fitted[i]).toArray();
        int[] fewerValidation = Arrays.stream(validation).filter(i -> fitted[i]).toArray();
        return fewer.length == 0 || fewerValidation.length == 0 ? this : new TimeSplit(fewer, fewerValidation, judge);
    }

    private static BitSet validation(int rows, long seed) {
        int blocks = Math.min(BLOCKS, rows);
        int wanted = Math.max(1, (int) Math.round(VALIDATION * blocks));
        Random random = new Random(seed);
        BitSet chosen = new BitSet(rows);
        BitSet taken = new BitSet(blocks);
        while (taken.cardinality() < wanted) {
            int block = random.nextInt(blocks);
            taken.set(block);
            chosen.set(start(block, blocks, rows), start(block + 1, blocks, rows));
        }
        return chosen;
    }

    private static int start(int block, int blocks, int rows) {
        return (int) ((long) block * rows / blocks);
    }

    /** The same with other rows to judge on. */
    TimeSplit judging(int[] rows) {
        return new TimeSplit(fit, validation, rows);
    }

    /** Indexes of the rows that the network is fitted on. */
    int[] fit() {
        return fit;
    }

    /** Indexes of the rows that decide when to stop. */
    int[] validation() {
        return validation;
    }

    /** Indexes of the rows, the latest, that it is judged on. */
    int[] judge() {
        return judge;
    }
}
