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

    private final double[][] fit; // [rows][features]
    private final double[][] validation; // [rows][features]
    private final double[][] judge; // [rows][features]

    private TimeSplit(double[][] fit, double[][] validation, double[][] judge) {
        this.fit = fit;
        this.validation = validation;
        this.judge = judge;
    }

    /** @throws IllegalArgumentException where there are fewer than {@value #MIN_ROWS} rows */
    static TimeSplit of(double[][] rows, long seed) {
        if (rows.length < MIN_ROWS) {
            throw new IllegalArgumentException(
                    "a model needs at least " + MIN_ROWS + " rows, got " + rows.length + ": give it a longer history");
        }
        int rest = rows.length - (int) Math.round(JUDGE * rows.length);
        BitSet validation = validation(rest, seed);
        double[][] validationRows = validation.stream().mapToObj(i -> rows[i]).toArray(double[][]::new);
        validation.flip(0, rest);
        double[][] fitRows = validation.stream().mapToObj(i -> rows[i]).toArray(double[][]::new);
        return new TimeSplit(fitRows, validationRows, Arrays.copyOfRange(rows, rest, rows.length));
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

    /** {@code double[rows][features]}: what the network is fitted on. */
    double[][] fit() {
        return fit;
    }

    /** {@code double[rows][features]}: what decides when to stop. */
    double[][] validation() {
        return validation;
    }

    /** {@code double[rows][features]}, the latest: what scales and calibration come from. */
    double[][] judge() {
        return judge;
    }
}
