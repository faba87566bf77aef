package dev.sluice.codec;

/**
 * Reads the frames of a model. Whatever the bytes, the outcome is records or a {@link FrameException}, and the memory is that of
 * {@link FrameWriter#MOST_RECORDS} records at most. Not for several threads.
 */
public final class FrameReader {

    private final CodecState state;
    private final AdaptiveOdds odds;
    private final RangeDecoder decoder;
    private final FrameWalk walk;

    public FrameReader(CodecState state) {
        this.state = state;
        odds = new AdaptiveOdds(state.contexts.count());
        decoder = new RangeDecoder(odds);
        walk = new FrameWalk(state);
    }

    /** Which model a frame was written with. */
    public static int version(byte[] frame) throws FrameException {
        return (int) versionAndEnd(frame);
    }

    /** The version, and above 32 bits where it ends. */
    private static long versionAndEnd(byte[] frame) throws FrameException {
        if (frame.length < 2) {
            throw new FrameException("a frame has at least 2 bytes, got " + frame.length);
        }
        int format = frame[0] >> FrameWriter.FORMAT_SHIFT & 7;
        if (format != FrameWriter.FORMAT) {
            throw new FrameException(
                    "expected a frame of format " + FrameWriter.FORMAT + ", got one that begins with byte "
                            + (frame[0] & 0xff) + ": it is no frame, or a newer Sluice wrote it");
        }
        long version = 0;
        for (int at = 1; at < Math.min(6, frame.length); at++) {
            version |= (long) (frame[at] & 127) << (7 * (at - 1));
            if (frame[at] >= 0) {
                if (version > Integer.MAX_VALUE) {
                    break;
                }
                return (long) (at + 1) << 32 | version;
            }
        }
        throw new FrameException("a frame's model version does not end, or is too large: the frame is damaged");
    }

    /** @throws FrameException where the bytes are no frame of this state's model */
    public Records read(byte[] frame) throws FrameException {
        long header = versionAndEnd(frame);
        if ((int) header != state.version) {
            throw new FrameException(
                    "a frame of model version " + (int) header + " cannot be read with version " + state.version);
        }
        int at = (int) (header >>> 32);
        int kind = frame[0] & 7;
        if (kind >= CodecState.PROFILES) {
            throw new FrameException("a frame has one of " + CodecState.PROFILES + " profiles, got number " + kind
                    + ": it is no frame, or a newer Sluice wrote it");
        }
        int size = 1;
        if (kind >= CodecState.BLOCK) {
            if (at == frame.length) {
                throw new FrameException("a frame is cut off: its header ends at byte " + at);
            }
            size = 1 + (frame[at++] & 0xff);
        }
        int stamps = frame[0] >> FrameWriter.STAMPS_SHIFT & Records.MOST_STAMPS;
        Records records = new Records(
                new long[size][stamps], new double[size][state.fields()], new boolean[size][state.fields()]);
        odds.reset(state.profiles[kind].one, size > 1, state.profiles[kind].isFlat());
        decoder.reset(frame, at);
        walk.read(state.profiles[kind], decoder, records);
        decoder.requireEnd();
        return records;
    }
}
