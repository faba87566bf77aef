package dev.sluice.codec;

/**
 * Reads what {@link RangeEncoder} wrote. Behind the last byte there are zeros; whether the frame ended where its decisions did
 * is told by {@link #requireEnd}.
 */
final class RangeDecoder extends BitCoder {

    private static final int TOP = RangeEncoder.BITS - 8;

    private final AdaptiveOdds odds;
    private byte[] bytes = new byte[0];
    private int position;
    private long low;
    private long high;
    private long number;

    RangeDecoder(AdaptiveOdds odds) {
        this.odds = odds;
    }

    void reset(byte[] frame, int from) {
        bytes = frame;
        position = from;
        low = 0;
        high = RangeEncoder.MASK;
        number = 0;
        for (int b = 0; b < RangeEncoder.BITS / 8; b++) {
            number = (number << 8) | next();
        }
    }

    private int next() {
        int b = position < bytes.length ? bytes[position] & 0xff : 0;
        position++;
        return b;
    }

    @Override
    int bit(int context, int ignored) {
        int bit = narrow(odds.one(context));
        odds.seen(context, bit);
        return bit;
    }

    @Override
    int decide(int one, int ignored) {
        return narrow(one);
    }

    @Override
    long raw(int count, long ignored) {
        long bits = 0;
        for (int b = 0; b < count; b++) {
            bits = bits << 1 | narrow(1 << 15);
        }
        return bits;
    }

    private int narrow(int one) {
        long middle = low + ((high - low) >>> 16) * one;
        int bit = number <= middle ? 1 : 0;
        if (bit == 1) {
            high = middle;
        } else {
            low = middle + 1;
        }
        while (((low ^ high) >>> TOP) == 0) {
            low = (low << 8) & RangeEncoder.MASK;
            high = ((high << 8) & RangeEncoder.MASK) | 0xff;
            number = ((number << 8) & RangeEncoder.MASK) | next();
        }
        return bit;
    }

    /** Whether no decision that is left could be backed by bytes. */
    boolean exhausted() {
        return position - RangeEncoder.BITS / 8 > bytes.length;
    }

    /** @throws FrameException where the encoder would have ended the frame in another way */
    void requireEnd() throws FrameException {
        long last = RangeEncoder.shortest(low, high);
        int end = position - RangeEncoder.BITS / 8 + RangeEncoder.tail(last);
        if (end != bytes.length || number != last) {
            throw new FrameException("a frame of " + bytes.length
                    + " bytes is damaged, or was written with another model: its" + " records end at byte " + end);
        }
    }
}
