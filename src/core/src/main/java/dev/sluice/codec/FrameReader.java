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
        return FrameHeader.version(frame);
    }

    /** @throws FrameException where the bytes are no frame of this state's model */
    public Records read(byte[] frame) throws FrameException {
        int version = FrameHeader.version(frame);
        if (version != state.version) {
            throw new FrameException(
                    "a frame of model version " + version + " cannot be read with version " + state.version);
        }
        decoder.reset(frame, FrameHeader.length(version));
        FrameHeader header = new FrameHeader(0, 0, 0).code(decoder);
        int size = header.size();
        if (size > FrameWriter.MOST_RECORDS) {
            throw new FrameException("a frame holds at most " + FrameWriter.MOST_RECORDS + " records, got " + size);
        }
        int stamps = header.stamps();
        Records records = new Records(
                new long[size][stamps], new double[size][state.fields()], new boolean[size][state.fields()]);
        Profile profile = state.profiles[header.kind()];
        odds.reset(profile.one, size > 1, profile.isFlat());
        walk.read(profile, decoder, records);
        decoder.requireEnd();
        return records;
    }
}
