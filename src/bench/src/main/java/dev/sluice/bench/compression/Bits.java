package dev.sluice.bench.compression;

/** Counts and keeps bits, the highest first: what the peers write to. */
final class Bits {

    private byte[] bytes = new byte[1024];
    private long count;

    void put(long value, int width) {
        for (int b = width - 1; b >= 0; b--) {
            bit((int) (value >>> b) & 1);
        }
    }

    void bit(int bit) {
        int at = (int) (count >>> 3);
        if (at == bytes.length) {
            bytes = java.util.Arrays.copyOf(bytes, 2 * at);
        }
        bytes[at] |= (byte) (bit << (7 - (count & 7)));
        count++;
    }

    /** Rice's code: the high part in ones, a zero, then the low bits; what is far off after {@code MOST} ones, whole. */
    void rice(long number, int parameter) {
        long high = number >>> parameter;
        if (high >= MOST) {
            put((1L << MOST) - 1, MOST);
            put(number, Long.SIZE);
            return;
        }
        for (long i = 0; i < high; i++) {
            bit(1);
        }
        bit(0);
        put(number, parameter);
    }

    private static final int MOST = 24;

    /** What {@link #rice} takes. */
    static long riceBits(long number, int parameter) {
        long high = number >>> parameter;
        return high >= MOST ? MOST + Long.SIZE : high + 1 + parameter;
    }

    long bits() {
        return count;
    }

    int length() {
        return (int) ((count + 7) / 8);
    }

    static long fold(long number) {
        return (number << 1) ^ (number >> 63);
    }
}
