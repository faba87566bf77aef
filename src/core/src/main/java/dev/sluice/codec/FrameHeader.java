package dev.sluice.codec;

/**
 * What a frame begins with: in whole bytes the model's version, so that it is told without the model, then decisions on what
 * follows.
 *
 * @param kind a profile, see {@link CodecState}
 * @param size records
 * @param stamps of each record
 */
record FrameHeader(int kind, int size, int stamps) {

    /** The two highest bits of the first byte. */
    private static final int FORMAT = 1;

    private static final int MORE = 0x20;
    private static final int LOW_BITS = 5;
    private static final int MOST_BYTES = 5;

    private static final int EVEN = 1 << 15;
    /** That a frame is not by the predictors, or not by the grid either. */
    private static final int SELDOM = 1 << 14;

    /** What records have behind {@code dev.sluice.packed}. */
    private static final int USUAL_STAMPS = 2;

    /** How many whole bytes there are. */
    static int length(int version) {
        int length = 1;
        for (int rest = version >>> LOW_BITS; rest > 0; rest >>>= 7) {
            length++;
        }
        return length;
    }

    static void putVersion(int version, byte[] frame) {
        int rest = version >>> LOW_BITS;
        frame[0] = (byte) (FORMAT << 6 | (rest > 0 ? MORE : 0) | (version & (MORE - 1)));
        for (int at = 1; rest > 0; at++, rest >>>= 7) {
            frame[at] = (byte) (rest > 127 ? (rest & 127) | 128 : rest);
        }
    }

    static int version(byte[] frame) throws FrameException {
        if (frame.length == 0) {
            throw new FrameException("a frame has at least 1 byte, got 0");
        }
        if ((frame[0] & 0xff) >>> 6 != FORMAT) {
            throw new FrameException("expected a frame of format " + FORMAT + ", got one that begins with byte "
                    + (frame[0] & 0xff) + ": it is no frame, or a newer Sluice wrote it");
        }
        long version = frame[0] & (MORE - 1);
        boolean more = (frame[0] & MORE) != 0;
        int at = 1;
        for (; more && at < Math.min(MOST_BYTES, frame.length); at++) {
            version |= (long) (frame[at] & 127) << (LOW_BITS + 7 * (at - 1));
            more = frame[at] < 0;
        }
        if (more || version > Integer.MAX_VALUE || at != length((int) version)) {
            throw new FrameException("a frame's model version does not end, or is none: the frame is damaged");
        }
        return (int) version;
    }

    /** Writes this, or reads another in the place of this. */
    FrameHeader code(BitCoder coder) {
        boolean block = coder.decide(EVEN, size > 1 ? 1 : 0) == 1;
        int usual = block ? CodecState.BLOCK : CodecState.RECORD;
        int now = usual;
        if (coder.decide(SELDOM, kind == usual ? 0 : 1) == 1) {
            now = block
                    ? CodecState.BLOCK_GRID
                    : CodecState.RECORD_GRID + coder.decide(SELDOM, kind == CodecState.RECORD_FLAT ? 1 : 0);
        }
        int count = block ? 2 + (int) coder.raw(8, size - 2) : 1;
        int columns = USUAL_STAMPS;
        if (coder.decide(EVEN, stamps == USUAL_STAMPS ? 0 : 1) == 1) {
            columns = coder.decide(EVEN, stamps > USUAL_STAMPS ? 0 : 1) == 0
                    ? USUAL_STAMPS + 1
                    : coder.decide(EVEN, stamps == 0 ? 0 : 1);
        }
        return new FrameHeader(now, count, columns);
    }
}
