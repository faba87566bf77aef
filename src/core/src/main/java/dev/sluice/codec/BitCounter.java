package dev.sluice.codec;

/** Counts the decisions under each context: what the odds of a profile are fitted on. */
final class BitCounter extends BitCoder {

    private final int[] zeros; // [contexts]
    private final int[] ones; // [contexts]
    private long raw;

    BitCounter(int contexts) {
        zeros = new int[contexts];
        ones = new int[contexts];
    }

    @Override
    int bit(int context, int bit) {
        if (bit == 0) {
            zeros[context]++;
        } else {
            ones[context]++;
        }
        return bit;
    }

    @Override
    long raw(int count, long bits) {
        raw += count;
        return bits;
    }

    /**
     * Half a sighting of each kind is assumed, so that nothing is impossible.
     *
     * @param from the first context that is doubted
     * @param doubt how probable anything is at least, 0 to 0.5: what is for foreign rows must not be sure of what was seen
     * @return {@code byte[contexts]}, see {@link Odds}
     */
    byte[] odds(int from, double doubt) {
        byte[] odds = new byte[zeros.length];
        for (int c = 0; c < odds.length; c++) {
            double one = (ones[c] + 0.5) / (zeros[c] + ones[c] + 1.0);
            odds[c] = Odds.of(c < from ? one : doubt + (1 - 2 * doubt) * one);
        }
        return odds;
    }

    /** What all of it costs with the odds of what was counted. */
    double bits() {
        double bits = raw;
        for (int c = 0; c < zeros.length; c++) {
            bits += cost(zeros[c], ones[c]) + cost(ones[c], zeros[c]);
        }
        return bits;
    }

    private static double cost(int times, int others) {
        return times == 0 ? 0 : -times * StrictMath.log((double) times / (times + others)) / StrictMath.log(2);
    }
}
