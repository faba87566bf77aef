package dev.sluice.alert;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of an entity's last records were evidence, and when. Immutable.
 *
 * @param flags of the last records, the newest in the lowest bit
 * @param sightings those that were evidence, the oldest first: as many as flags are set
 */
record EvidenceWindow(int flags, List<Sighting> sightings) {

    static final EvidenceWindow EMPTY = new EvidenceWindow(0, List.of());

    /**
     * A record of evidence.
     *
     * @param timestamp milliseconds since the epoch
     */
    record Sighting(long timestamp, double score) {}

    EvidenceWindow {
        sightings = List.copyOf(sightings);
        if (Integer.bitCount(flags) != sightings.size()) {
            throw new IllegalArgumentException(
                    Integer.bitCount(flags) + " flags of " + sightings.size() + " sightings");
        }
    }

    /**
     * With the next record.
     *
     * @param of how many records are looked at
     * @param sighting null where the record is no evidence
     */
    EvidenceWindow next(int of, Sighting sighting) {
        int kept = (flags << 1) & (int) ((1L << of) - 1);
        List<Sighting> left = sightings.subList(sightings.size() - Integer.bitCount(kept), sightings.size());
        if (sighting == null) {
            return new EvidenceWindow(kept, left);
        }
        List<Sighting> all = new ArrayList<>(left);
        all.add(sighting);
        return new EvidenceWindow(kept | 1, all);
    }

    boolean isEmpty() {
        return flags == 0;
    }

    int count() {
        return sightings.size();
    }

    /** The sighting with the largest score, the first of equals; there must be one. */
    Sighting peak() {
        Sighting peak = sightings.get(0);
        for (Sighting s : sightings) {
            peak = s.score() > peak.score() ? s : peak;
        }
        return peak;
    }

    /** The earliest timestamp; there must be a sighting. */
    long start() {
        return sightings.stream().mapToLong(Sighting::timestamp).min().orElseThrow();
    }
}
