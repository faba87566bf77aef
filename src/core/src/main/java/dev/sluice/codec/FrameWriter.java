package dev.sluice.codec;

/** Writes records as frames, see {@code docs/codec.md}. Not for several threads. */
public final class FrameWriter {

    /** Records of a frame. */
    public static final int MOST_RECORDS = 256;

    static final int FORMAT = 1;
    static final int FORMAT_SHIFT = 5;
    static final int STAMPS_SHIFT = 3;

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
        if (cost(frame, block) > grid) {
            frame = shorter(frame, write(records, block ? CodecState.BLOCK_GRID : CodecState.RECORD_GRID));
        }
        if (!block && cost(frame, block) > grid + UNKNOWN * state.fields()) {
            frame = shorter(frame, write(records, CodecState.RECORD_FLAT));
        }
        return frame;
    }

    /** What a frame surely cost beside its header and its last byte, in sixteenths of a bit. */
    private long cost(byte[] frame, boolean block) {
        return 128L * (frame.length - header(block) - 1);
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
        boolean block = records.size() > 1;
        Profile profile = state.profiles[kind];
        odds.reset(profile.one, block, profile.isFlat());
        encoder.reset(header(block));
        walk.write(profile, encoder, records);
        byte[] frame = encoder.finish();
        frame[0] = (byte) (FORMAT << FORMAT_SHIFT | records.stamps() << STAMPS_SHIFT | kind);
        int at = 1;
        for (int rest = state.version; ; rest >>>= 7) {
            frame[at++] = (byte) (rest > 127 ? (rest & 127) | 128 : rest);
            if (rest <= 127) {
                break;
            }
        }
        if (block) {
            frame[at] = (byte) (records.size() - 1);
        }
        return frame;
    }

    private int header(boolean block) {
        return 1 + varintLength(state.version) + (block ? 1 : 0);
    }

    private static int varintLength(int number) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(number)) / 7);
    }
}
