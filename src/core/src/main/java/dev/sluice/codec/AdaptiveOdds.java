package dev.sluice.codec;

import java.util.Arrays;

/** The probability of a one under each context: fitted at first, then drawn towards what is seen. */
final class AdaptiveOdds {

    private static final int ONE = 65_536;
    private static final int LEAST = 24;

    /** The share of the way to what was seen that a probability moves, as a power of a half. */
    private static final int RATE = 5;

    /** Sightings after which a hasty probability moves no faster than others. */
    private static final int HASTY = 30;

    private final int[] learned; // [contexts], of 65,536
    private final byte[] sightings; // [contexts], of the hasty
    private int[] one; // [contexts], of 65,536
    private boolean learns;
    private boolean hasty;

    AdaptiveOdds(int contexts) {
        learned = new int[contexts];
        sightings = new byte[contexts];
        one = learned;
    }

    /**
     * @param learning false for a frame of one record, where hardly a context is met twice
     * @param hastily whether the first sightings move a probability by more: for rows that nothing is known of
     */
    void reset(int[] fitted, boolean learning, boolean hastily) {
        learns = learning || hastily;
        hasty = hastily;
        one = learns ? learned : fitted;
        if (learns) {
            System.arraycopy(fitted, 0, learned, 0, fitted.length);
        }
        if (hastily) {
            Arrays.fill(sightings, 0, fitted.length, (byte) 0);
        }
    }

    int one(int context) {
        return one[context];
    }

    void seen(int context, int bit) {
        if (learns) {
            int p = one[context];
            int way = (bit == 1 ? ONE : 0) - p;
            int moved = p + (hasty && sightings[context] < HASTY ? way / (6 + sightings[context]++) : way >> RATE);
            one[context] = Math.max(LEAST, Math.min(ONE - LEAST, moved));
        }
    }
}
