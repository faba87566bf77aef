package dev.sluice.cli.dashboard;

import java.util.Arrays;

/** The scores of the latest records by where these came from, so that a latent finds its own. Forgets by being overwritten. */
final class RecentScores {

    private static final int SLOTS = 1 << 16;

    private final long[] keys = new long[SLOTS];
    private final float[] scores = new float[SLOTS];

    RecentScores() {
        Arrays.fill(keys, -1);
    }

    static long key(int partition, long offset) {
        return ((long) partition << 44) ^ offset;
    }

    void put(long key, float score) {
        int at = slot(key);
        keys[at] = key;
        scores[at] = score;
    }

    /** NaN where it is not known, not yet or no more. */
    float get(long key) {
        int at = slot(key);
        return keys[at] == key ? scores[at] : Float.NaN;
    }

    private static int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 48) & (SLOTS - 1);
    }
}
