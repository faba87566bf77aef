package dev.sluice.trainer.history;

/** 64-bit hashes: evenly spread, the same on every machine, of no use against an adversary. */
final class Keyed {
    /** The odd integer nearest to 2^64 divided by the golden ratio (Steele et al. 2014, SplitMix). */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Keyed() {}

    static long hash(long seed, int partition, long offset) {
        return mix(mix(mix(seed + GOLDEN) + partition * GOLDEN) + offset * GOLDEN);
    }

    /** The hash of some bytes; null is unlike any of them. */
    static long hash(byte[] bytes) {
        if (bytes == null) {
            return GOLDEN;
        }
        long h = 0xCBF29CE484222325L;
        for (byte b : bytes) {
            h = (h ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return mix(h);
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
