package dev.sluice.alert;

import dev.sluice.alert.EvidenceWindow.Sighting;
import java.util.List;

/**
 * What is kept of one entity while it has evidence, or is in an incident; an ordinary entity has none. Immutable.
 *
 * @param window its last records
 * @param quiet how many quiet records it has had in a row
 * @param seen when its last record came, in the time of the desk
 * @param pace time between its records, a moving average
 * @param offset of its last record
 * @param repair of the sighting with the largest score
 * @param incident it is in; null where none is open
 */
record Track(
        EvidenceWindow window, int quiet, long seen, long pace, long offset, List<String> repair, String incident) {

    /** Share of the newest interval in the average, as a power of two. */
    private static final int PACE = 3;

    Track {
        repair = List.copyOf(repair);
    }

    static Track begin(long now) {
        return new Track(EvidenceWindow.EMPTY, 0, now, 0, 0, List.of(), null);
    }

    /** With the next record. */
    Track next(OpeningRule rule, Observed o, long now) {
        boolean evidence = rule.isEvidence(o.logP());
        Sighting sighting = evidence ? new Sighting(o.timestamp(), o.score()) : null;
        EvidenceWindow next = window.next(rule.of(), sighting);
        // What it costs to find is only spent on what may become the peak of an incident.
        boolean peak = evidence && incident == null && next.peak().equals(sighting);
        long interval = now - seen;
        return new Track(
                next,
                rule.isQuiet(o.logP()) ? quiet + 1 : 0,
                now,
                pace == 0 ? interval : pace + ((interval - pace) >> PACE),
                o.offset(),
                peak ? o.repair() : next.isEmpty() ? List.of() : repair,
                incident);
    }

    Track in(String id) {
        return new Track(window, quiet, seen, pace, offset, repair, id);
    }
}
