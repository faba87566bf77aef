package dev.sluice.codec;

/** Writes records as frames, see {@code docs/codec.md}. Not for several threads. */
public final class FrameWriter {

    /** Records of a frame. */
    public static final int MOST_RECORDS = 256;

    /** What the estimate of a field that nothing is known of leaves out, in sixteenths of a bit. */
    private static final long UNKNOWN = 16;

    private final CodecState state;
    private final AdaptiveOdds odds;
    private final RangeEncoder encoder;
    private final FrameWalk walk;
    private int escaped;

    public FrameWriter(CodecState state) {
        this.state = state;
        odds = new AdaptiveOdds(state.contexts.count());
        encoder = new RangeEncoder(odds);
        walk = new FrameWalk(state);
    }

    /**
     * @param records 1 to {@link #MOST_RECORDS}, with the fields of the state
     * @return the shortest frame of those by the predictors, by the grid alone, and by nothing that is known of the fields,
     *     which are tried only where an estimate says that they could win
     */
    public byte[] write(Records records) {
        requireShape(records);
        boolean block = records.size() > 1;
        byte[] frame = write(records, block ? CodecState.BLOCK : CodecState.RECORD);
        escaped = walk.escaped();
        long grid = walk.gridCost();
        if (cost(frame) > grid) {
            frame = shorter(frame, write(records, block ? CodecState.BLOCK_GRID : CodecState.RECORD_GRID));
        }
        if (!block && cost(frame) > grid + UNKNOWN * state.fields()) {
            frame = shorter(frame, write(records, CodecState.RECORD_FLAT));
        }
        return frame;
    }

    /** What a frame cost beside its version and its last byte, in sixteenths of a bit. */
    private long cost(byte[] frame) {
        return 128L * (frame.length - FrameHeader.length(state.version) - 1);
    }

    private byte[] shorter(byte[] frame, byte[] other) {
        if (other.length < frame.length) {
            escaped = walk.escaped();
            return other;
        }
        return frame;
    }

    /** How many values of the last frame no grid held, so that they are in it whole. */
    public int escaped() {
        return escaped;
    }

    private void requireShape(Records records) {
        if (records.size() < 1 || records.size() > MOST_RECORDS) {
            throw new IllegalArgumentException(
                    "a frame holds 1 to " + MOST_RECORDS + " records, got " + records.size());
        }
        for (int r = 0; r < records.size(); r++) {
            if (records.fields(r) != state.fields()) {
                throw new IllegalArgumentException("record " + (r + 1) + " has " + records.fields(r)
                        + " fields, but the model has " + state.fields());
            }
        }
    }

    /** With one of the profiles. */
    byte[] write(Records records, int kind) {
        Profile profile = state.profiles[kind];
        odds.reset(profile.one, records.size() > 1, profile.isFlat());
        encoder.reset(FrameHeader.length(state.version));
        new FrameHeader(kind, records.size(), records.stamps()).code(encoder);
        walk.write(profile, encoder, records);
        byte[] frame = encoder.finish();
        FrameHeader.putVersion(state.version, frame);
        return frame;
    }
}
