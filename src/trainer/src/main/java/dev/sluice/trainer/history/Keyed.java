package dev.sluice.trainer.history;

/** 64-bit hashes: evenly spread, the same on every machine, of no use against an adversary. */
final class Keyed {
    /** The odd integer nearest to 2^64 divided by the golden ratio (Steele et al. 2014, SplitMix). */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Keyed() {}

    static long hash(long seed, int partition, long offset) {
        return mix(mix(mix(seed + GOLDEN) + partition * GOLDEN) + offset * GOLDEN);
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
