package dev.sluice.codec;

/**
 * Where the contexts of a state's decisions are. First those of escaped values, of stamps and of presence, then {@link #FIRST}
 * for each lane in first records, and {@link #LANE} for each in the others, which single records do without.
 */
final class Contexts {

    static final int LANE = 128;
    static final int FIRST = 256;

    static final int ESCAPE = 0;
    static final int SAME_PRESENCE = ESCAPE + LANE + 2 * Records.MOST_STAMPS * LANE;
    static final int PRESENCE = SAME_PRESENCE + 1;

    private final int fields;
    private final int lanes;

    Contexts(int fields, int lanes) {
        this.fields = fields;
        this.lanes = lanes;
    }

    static int stamp(int column, boolean first) {
        return ESCAPE + LANE + (2 * column + (first ? 0 : 1)) * LANE;
    }

    int presence(int field, boolean before) {
        return PRESENCE + 2 * field + (before ? 1 : 0);
    }

    int lane(int lane, boolean first) {
        return lanes() + (first ? lane * FIRST : lanes * FIRST + lane * LANE);
    }

    /** Whose a context is that is a lane's. */
    int laneOf(int context) {
        return context < others() ? (context - lanes()) / FIRST : (context - others()) / LANE;
    }

    /** Where those of the lanes begin. */
    int lanes() {
        return PRESENCE + 2 * fields;
    }

    /** Where those of the lanes in other than first records begin. */
    int others() {
        return lanes() + lanes * FIRST;
    }

    /** Enough for the frames of every kind: those that nothing is known of have one lane for all fields, if there is none. */
    int count() {
        return lanes() + Math.max(FIRST, lanes * (FIRST + LANE));
    }

    /** Those that frames of a kind have. */
    int count(int kind) {
        return switch (kind) {
            case CodecState.RECORD, CodecState.RECORD_GRID -> lanes() + lanes * FIRST;
            case CodecState.RECORD_FLAT -> lanes() + FIRST;
            default -> count();
        };
    }
}
