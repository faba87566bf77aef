package dev.sluice.bench.compression;

import dev.sluice.codec.Records;
import java.util.Arrays;
import java.util.Random;

/** Rows as they are, among which are values that no grid holds, and fields that are missing. */
final class HostileRows {

    private final double[][] rows;
    private final Random random;
    private int at;

    HostileRows(double[][] rows, long seed) {
        this.rows = rows;
        this.random = new Random(seed);
    }

    /** The next so many of them, over and over; every other time without anything hostile. */
    Records next(int size) {
        boolean hostile = random.nextBoolean();
        double[][] values = new double[size][];
        boolean[][] present = new boolean[size][rows[0].length];
        long[][] stamps = new long[size][2];
        for (int r = 0; r < size; r++) {
            values[r] = rows[at].clone();
            stamps[r] = new long[] {at, hostile ? random.nextLong() : 1_000L * at};
            at = (at + 1) % rows.length;
            Arrays.fill(present[r], true);
            if (hostile) {
                values[r][random.nextInt(values[r].length)] = strange(values[r][0]);
                present[r][random.nextInt(values[r].length)] = random.nextInt(3) > 0;
            }
        }
        return new Records(stamps, values, present);
    }

    private double strange(double value) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.longBitsToDouble(0x7ff8_0000_0000_0000L | random.nextInt());
            case 2 -> Double.longBitsToDouble(0x7ff0_0000_0000_0001L);
            case 3 -> Double.POSITIVE_INFINITY;
            case 4 -> Double.NEGATIVE_INFINITY;
            case 5 -> -0.0;
            case 6 -> Double.MIN_VALUE;
            case 7 -> -Double.MAX_VALUE;
            case 8 -> Double.longBitsToDouble(random.nextLong());
            case 9 -> Math.nextUp(value);
            case 10 -> 1e9 * random.nextGaussian();
            default -> value + 10 * random.nextGaussian();
        };
    }
}
