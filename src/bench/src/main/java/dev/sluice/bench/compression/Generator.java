package dev.sluice.bench.compression;

import java.util.Random;

/**
 * Series whose truth is known: 40 fields that three latents drive, through two layers of which the first bends, with noise of
 * a thousandth of a field's spread.
 */
final class Generator {

    private static final int FIELDS = 40;
    private static final int LATENTS = 3;
    private static final int HIDDEN = 16;
    private static final int TRAIN = 20_000;
    private static final int TEST = 5_120;
    private static final double NOISE = 0.001;
    private static final double SLOW = 0.995;

    private final Random random;
    private final double[][] inner = new double[HIDDEN][LATENTS];
    private final double[] offset = new double[HIDDEN];
    private final double[][] outer = new double[FIELDS][HIDDEN];

    private Generator(long seed) {
        random = new Random(seed);
        for (int h = 0; h < HIDDEN; h++) {
            offset[h] = 0.5 * random.nextGaussian();
            for (int l = 0; l < LATENTS; l++) {
                inner[h][l] = 0.8 * random.nextGaussian();
            }
        }
        for (double[] row : outer) {
            for (int h = 0; h < HIDDEN; h++) {
                row[h] = random.nextGaussian() / Math.sqrt(HIDDEN);
            }
        }
    }

    /** Latents that know nothing of the ones before. */
    static RowSet white(String name, long seed) {
        Generator map = new Generator(seed);
        return new RowSet(name, map.rows(TRAIN, 0), map.rows(TEST, 0));
    }

    /** Latents that move by little. */
    static RowSet slow(String name, long seed) {
        Generator map = new Generator(seed);
        return new RowSet(name, map.rows(TRAIN, SLOW), map.rows(TEST, SLOW));
    }

    /** Halfway through what is packed, another map. */
    static RowSet regimeChange(String name, long seed) {
        Generator map = new Generator(seed);
        double[][] train = map.rows(TRAIN, 0);
        double[][] test = map.rows(TEST, 0);
        double[][] foreign = new Generator(seed + 1).rows(TEST / 2, 0);
        System.arraycopy(foreign, 0, test, TEST / 2, TEST / 2);
        return new RowSet(name, train, test);
    }

    private double[][] rows(int count, double memory) {
        double[][] rows = new double[count][FIELDS];
        double[] z = new double[LATENTS];
        for (double[] row : rows) {
            for (int l = 0; l < LATENTS; l++) {
                z[l] = memory * z[l] + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            }
            for (int f = 0; f < FIELDS; f++) {
                row[f] = NOISE * random.nextGaussian();
            }
            for (int h = 0; h < HIDDEN; h++) {
                double sum = offset[h];
                for (int l = 0; l < LATENTS; l++) {
                    sum += inner[h][l] * z[l];
                }
                double y = StrictMath.tanh(sum);
                for (int f = 0; f < FIELDS; f++) {
                    row[f] += outer[f][h] * y;
                }
            }
        }
        return rows;
    }
}
