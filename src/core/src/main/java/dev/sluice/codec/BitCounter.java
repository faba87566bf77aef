package dev.sluice.codec;

/** Counts the decisions under each context: what the odds of a profile are fitted on. */
final class BitCounter extends BitCoder {

    /** Sightings of those alike that are assumed. */
    private static final double ALIKE = 8;

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

    /** Not counted. */
    @Override
    int decide(int one, int bit) {
        return bit;
    }

    @Override
    long raw(int count, long bits) {
        raw += count;
        return bits;
    }

    /**
     * Half a sighting of each kind is assumed, so that nothing is impossible; of a lane's decisions in first records some of
     * what others like them saw, so that what was seen seldom is not taken for certain.
     *
     * @param doubt how probable anything of a lane is at least, 0 to 0.5: what is for foreign rows must not be sure of what was
     *     seen
     * @return {@code byte[contexts]}, see {@link Odds}
     */
    byte[] odds(Contexts contexts, double doubt) {
        byte[] odds = new byte[zeros.length];
        for (int c = 0; c < contexts.lanes(); c++) {
            odds[c] = Odds.of(one(c));
        }
        for (int lane = contexts.lanes(); lane < odds.length; lane += Contexts.FIRST) {
            boolean first = lane < contexts.others();
            double[] alike = first ? alike(lane) : null;
            for (int c = lane; c < Math.min(odds.length, lane + Contexts.FIRST); c++) {
                double one = one(c);
                if (first) {
                    double expected = alike[Numbers.alike(c - lane)];
                    one = (ones[c] + ALIKE * expected) / (zeros[c] + ones[c] + ALIKE);
                }
                odds[c] = Odds.of(doubt + (1 - 2 * doubt) * one);
            }
        }
        return odds;
    }

    /** {@code double[FIRST]}: the probability of a one over all contexts that are alike. */
    private double[] alike(int lane) {
        double[] seen = new double[Contexts.FIRST];
        double[] one = new double[Contexts.FIRST];
        for (int c = 0; c < Contexts.FIRST; c++) {
            seen[Numbers.alike(c)] += zeros[lane + c] + ones[lane + c];
            one[Numbers.alike(c)] += ones[lane + c];
        }
        for (int c = 0; c < Contexts.FIRST; c++) {
            one[c] = (one[c] + 0.5) / (seen[c] + 1);
        }
        return one;
    }

    private double one(int c) {
        return (ones[c] + 0.5) / (zeros[c] + ones[c] + 1.0);
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
