package dev.sluice.codec;

/** Writes records as frames, see {@code docs/codec.md}. Not for several threads. */
public final class FrameWriter {

    /** Records of a frame. */
    public static final int MOST_RECORDS = 256;

    static final int FORMAT = 1;
    static final int STAMPS_SHIFT = 2;

    private final CodecState state;
    private final AdaptiveOdds odds;
    private final RangeEncoder encoder;
    private final FrameWalk walk;

    public FrameWriter(CodecState state) {
        this.state = state;
        odds = new AdaptiveOdds(state.contexts.count());
        encoder = new RangeEncoder(odds);
        walk = new FrameWalk(state);
    }

    /**
     * @param records 1 to {@link #MOST_RECORDS}, with the fields of the state
     * @return the frame; the shorter of this one and the grid's alone, where an estimate says that the grid could win
     */
    public byte[] write(Records records) {
        requireShape(records);
        int kind = records.size() == 1 ? CodecState.RECORD : CodecState.BLOCK;
        byte[] frame = write(records, kind);
        // The grid is tried only where it may win: where the choice of predictors cost what the grid would have cost.
        if (128L * frame.length > walk.gridCost()) {
            byte[] grid = write(records, kind + 1);
            return grid.length < frame.length ? grid : frame;
        }
        return frame;
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
        odds.reset(profile.one, block);
        int header = 1 + varintLength(state.version) + (block ? 1 : 0);
        encoder.reset(header);
        walk.write(profile, encoder, records);
        byte[] frame = encoder.finish();
        frame[0] = (byte) (FORMAT << 4 | records.stamps() << STAMPS_SHIFT | kind);
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

    private static int varintLength(int number) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(number)) / 7);
    }
}
