package dev.sluice.alert;

import dev.sluice.alert.EvidenceWindow.Sighting;

/**
 * What is kept of one entity while it has evidence, or is in an incident; an ordinary entity has none. Immutable.
 *
 * @param window its last records
 * @param quiet how many quiet records it has had in a row
 * @param seen when its last record came, in the time of the desk
 * @param pace time between its records, a moving average
 * @param offset of its last record
 * @param incident it is in; null where none is open
 */
record Track(EvidenceWindow window, int quiet, long seen, long pace, long offset, String incident) {

    /** Share of the newest interval in the average, as a power of two. */
    private static final int PACE = 3;

    static Track begin(long now) {
        return new Track(EvidenceWindow.EMPTY, 0, now, 0, 0, null);
    }

    /** With the next record. */
    Track next(OpeningRule rule, Observed o, long now) {
        Sighting sighting = rule.isEvidence(o.logP()) ? new Sighting(o.timestamp(), o.score()) : null;
        long interval = now - seen;
        return new Track(
                window.next(rule.of(), sighting),
                rule.isQuiet(o.logP()) ? quiet + 1 : 0,
                now,
                pace == 0 ? interval : pace + ((interval - pace) >> PACE),
                o.offset(),
                incident);
    }

    Track in(String id) {
        return new Track(window, quiet, seen, pace, offset, id);
    }
}
