package dev.sluice.stream.metrics;

import dev.sluice.alert.Dispatch;

/** Counts what one task's records come to, and passes it on now and then. For one thread. */
public final class OpeningTally {

    private static final int RECORDS = 1_000;

    private final Openings all;
    private double allowed; // openings
    private int records;
    private int open;

    OpeningTally(Openings all) {
        this.all = all;
    }

    /**
     * A record was scored.
     *
     * @param open incidents that are open after it
     * @param budget openings that the budget allows for a record
     */
    public void add(Dispatch dispatch, int open, double budget) {
        allowed += budget;
        if (open != this.open) {
            all.openChanged(open - this.open);
            this.open = open;
        }
        if (++records >= RECORDS || !dispatch.isEmpty()) {
            all.add(dispatch.openings(), dispatch.endings(), dispatch.silences(), allowed);
            allowed = 0;
            records = 0;
        }
    }

    /** The task is over, or begins anew: its incidents are counted where it goes on. */
    public void restart() {
        all.openChanged(-open);
        open = 0;
    }
}
