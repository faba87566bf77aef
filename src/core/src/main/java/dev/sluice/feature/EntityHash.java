package dev.sluice.feature;

/**
 * Hashes the name of an entity to 64 bits: evenly spread, the same on every machine, of no use against an adversary. Part
 * of the artifact's format.
 */
public final class EntityHash {

    private static final long NONE = 0x9E3779B97F4A7C15L;

    private EntityHash() {}

    /** The hash of a name in bytes; null, for no entity, is unlike any of them. */
    public static long of(byte[] name) {
        if (name == null) {
            return NONE;
        }
        // FNV-1a, then the finalizer of SplitMix64, as FNV alone spreads short names badly.
        long h = 0xCBF29CE484222325L;
        for (byte b : name) {
            h = (h ^ (b & 0xFF)) * 0x100000001B3L;
        }
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }
}
