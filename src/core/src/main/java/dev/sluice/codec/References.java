package dev.sluice.codec;

/**
 * Which lanes before a lane tell most of how large its residual is: first the one that tells most, then the one that tells
 * most beside it. Told by mutual information.
 */
final class References {

    /** Rows that are looked at. */
    static final int MOST_ROWS = 1 << 12;

    private static final int SIZES = 4;

    /** Bits a row that a reference must be worth. */
    private static final double WORTH = 0.004;

    private References() {}

    /**
     * @param rows {@code byte[rows][lanes]}: sizes of residuals, 0 to 3
     * @return {@code int[2 x lanes]}: two lanes before each, -1 for none
     */
    static int[] of(byte[][] rows, int lanes) {
        int[] references = new int[2 * lanes];
        for (int lane = 0; lane < lanes; lane++) {
            int one = best(rows, lane, -1);
            references[2 * lane] = one;
            references[2 * lane + 1] = one < 0 ? -1 : best(rows, lane, one);
        }
        return references;
    }

    private static int best(byte[][] rows, int lane, int beside) {
        int best = -1;
        double least = entropy(rows, lane, -1, beside) - WORTH * rows.length;
        for (int other = 0; other < lane; other++) {
            if (other != beside) {
                double entropy = entropy(rows, lane, other, beside);
                if (entropy < least) {
                    least = entropy;
                    best = other;
                }
            }
        }
        return best;
    }

    /** Bits of all of a lane's sizes where those of two others are known; -1 for none. */
    private static double entropy(byte[][] rows, int lane, int one, int other) {
        int[] counts = new int[SIZES * SIZES * SIZES];
        for (byte[] row : rows) {
            int known = (one < 0 ? 0 : row[one]) * SIZES + (other < 0 ? 0 : row[other]);
            counts[known * SIZES + row[lane]]++;
        }
        double bits = 0;
        for (int known = 0; known < counts.length; known += SIZES) {
            int all = counts[known] + counts[known + 1] + counts[known + 2] + counts[known + 3];
            for (int size = 0; size < SIZES; size++) {
                int count = counts[known + size];
                bits -= count == 0 ? 0 : count * StrictMath.log((double) count / all) / StrictMath.log(2);
            }
        }
        return bits;
    }
}
