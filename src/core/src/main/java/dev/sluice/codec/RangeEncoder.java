package dev.sluice.codec;

import java.util.Arrays;

/**
 * Writes decisions as one number between two bounds that close in (binary arithmetic coding, Rissanen and Langdon 1979, without
 * carries). The bounds have 48 bits; a byte is written once both begin with it.
 */
final class RangeEncoder extends BitCoder {

    static final int BITS = 48;
    static final long MASK = (1L << BITS) - 1;

    private final AdaptiveOdds odds;
    private byte[] bytes = new byte[256];
    private int length;
    private long low;
    private long high = MASK;

    RangeEncoder(AdaptiveOdds odds) {
        this.odds = odds;
    }

    /** Begins another frame, which keeps the first so many bytes free. */
    void reset(int header) {
        length = header;
        low = 0;
        high = MASK;
    }

    @Override
    int bit(int context, int bit) {
        narrow(bit, odds.one(context));
        odds.seen(context, bit);
        return bit;
    }

    @Override
    int decide(int one, int bit) {
        narrow(bit, one);
        return bit;
    }

    @Override
    long raw(int count, long bits) {
        for (int b = count - 1; b >= 0; b--) {
            narrow((int) (bits >>> b) & 1, 1 << 15);
        }
        return bits;
    }

    private void narrow(int bit, int one) {
        long middle = low + ((high - low) >>> 16) * one;
        if (bit == 1) {
            high = middle;
        } else {
            low = middle + 1;
        }
        while (((low ^ high) >>> (BITS - 8)) == 0) {
            put((int) (low >>> (BITS - 8)));
            low = (low << 8) & MASK;
            high = ((high << 8) & MASK) | 0xff;
        }
    }

    private void put(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) b;
    }

    int length() {
        return length;
    }

    /** The frame, ended, with the header's place free. */
    byte[] finish() {
        long last = shortest(low, high);
        for (int k = tail(last); k > 0; k--) {
            put((int) (last >>> (BITS - 8)));
            last = (last << 8) & MASK;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** The number between the bounds that has the fewest bytes before its zeros, which are not written. */
    static long shortest(long low, long high) {
        for (int zeros = BITS; zeros > 0; zeros -= 8) {
            long ones = (1L << zeros) - 1;
            long rounded = (low + ones) & ~ones;
            if (rounded <= high) {
                return rounded;
            }
        }
        return low;
    }

    /** Bytes before the zeros. */
    static int tail(long number) {
        return number == 0 ? 0 : (BITS + 7 - Long.numberOfTrailingZeros(number)) / 8;
    }
}
