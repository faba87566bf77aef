package dev.sluice.codec;

/**
 * Where the contexts of a state's decisions are. First those of escaped values, of times and of presence, then {@link #LANE}
 * for each lane, once for first records and once for the others.
 */
final class Contexts {

    static final int LANE = 128;

    static final int ESCAPE = 0;
    static final int TIME = ESCAPE + LANE;
    static final int SAME_PRESENCE = TIME + LANE;
    static final int PRESENCE = SAME_PRESENCE + 1;

    private final int fields;
    private final int lanes;

    Contexts(int fields, int lanes) {
        this.fields = fields;
        this.lanes = lanes;
    }

    int presence(int field, boolean before) {
        return PRESENCE + 2 * field + (before ? 1 : 0);
    }

    int lane(int lane, boolean first) {
        return PRESENCE + 2 * fields + ((first ? 0 : lanes) + lane) * LANE;
    }

    int count() {
        return PRESENCE + 2 * fields + 2 * lanes * LANE;
    }
}
