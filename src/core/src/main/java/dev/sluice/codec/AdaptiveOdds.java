package dev.sluice.codec;

/** The probability of a one under each context: fitted at first, then drawn towards what is seen. */
final class AdaptiveOdds {

    private static final int ONE = 65_536;
    private static final int LEAST = 24;

    /** The share of the way to what was seen that a probability moves, as a power of a half. */
    private static final int RATE = 5;

    private final int[] learned; // [contexts], of 65,536
    private int[] one; // [contexts], of 65,536
    private boolean learns;

    AdaptiveOdds(int contexts) {
        learned = new int[contexts];
        one = learned;
    }

    /** @param learning false for a frame of one record, where hardly a context is met twice */
    void reset(int[] fitted, boolean learning) {
        learns = learning;
        one = learning ? learned : fitted;
        if (learning) {
            System.arraycopy(fitted, 0, learned, 0, fitted.length);
        }
    }

    int one(int context) {
        return one[context];
    }

    void seen(int context, int bit) {
        if (learns) {
            int p = one[context];
            int moved = p + (((bit == 1 ? ONE : 0) - p) >> RATE);
            one[context] = Math.max(LEAST, Math.min(ONE - LEAST, moved));
        }
    }
}
