package dev.sluice.trainer.history;

import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.trainer.training.TrainingRows;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out of the history what the champion saw as an incident, so that a fault that lasts is not learned as normal.
 *
 * <p>A row counts as unusual where its p-value is below {@value #UNUSUAL}, and belongs to an incident where most of the
 * {@value #RUN} rows of its entity around it are unusual. Single unusual rows stay: they are the tail of normal traffic,
 * and a calibration without its tail would alert more after every retrain. Where incidents make up more than
 * {@value #MOST} of the rows, it is normal that has changed, and all rows stay.
 */
public final class IncidentFilter {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentFilter.class);
    private static final double UNUSUAL = 0.005;
    private static final int RUN = 9;
    private static final double MOST = 0.2;

    private IncidentFilter() {}

    /** @param champion scored with where its features are those of the history; otherwise nothing is left out */
    public static History apply(CompiledModel champion, History history) {
        TrainingRows rows = history.rows();
        if (!champion.features().specs().equals(history.features())) {
            return history;
        }
        BitSet incidents = incidents(unusual(champion, rows), rows.entities());
        int count = incidents.cardinality();
        if (count > MOST * rows.size()) {
            LOG.warn(
                    "version {} finds incidents in {} of {} rows: taken for a new normal, nothing is left out",
                    champion.version(),
                    count,
                    rows.size());
            return history;
        }
        return count == 0 ? history : history.excluding(history.exclusions(incidents, History.INCIDENT));
    }

    private static BitSet unusual(CompiledModel champion, TrainingRows rows) {
        ScoredRecord scored = champion.newScoredRecord();
        Map<Long, EntityMemory> memories = new HashMap<>();
        BitSet unusual = new BitSet(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            EntityMemory memory = memories.computeIfAbsent(rows.runs()[i], run -> champion.newMemory());
            champion.score(rows.observations()[i], memory, scored);
            unusual.set(i, scored.pValue() < UNUSUAL);
        }
        return unusual;
    }

    /**
     * @param unusual by row, in the order of time
     * @param entities {@code long[rows]}
     */
    static BitSet incidents(BitSet unusual, long[] entities) {
        Map<Long, int[]> recent = new HashMap<>(); // the entity's last RUN rows, as a ring, after their count
        BitSet incidents = new BitSet(entities.length);
        for (int i = 0; i < entities.length; i++) {
            int[] ring = recent.computeIfAbsent(entities[i], e -> new int[RUN + 1]);
            ring[1 + ring[0] % RUN] = i;
            ring[0]++;
            if (ring[0] >= RUN) {
                mark(unusual, ring, incidents);
            }
        }
        return incidents;
    }

    private static void mark(BitSet unusual, int[] ring, BitSet incidents) {
        int count = 0;
        for (int r = 1; r <= RUN; r++) {
            count += unusual.get(ring[r]) ? 1 : 0;
        }
        if (2 * count <= RUN) {
            return;
        }
        for (int r = 1; r <= RUN; r++) {
            if (unusual.get(ring[r])) {
                incidents.set(ring[r]);
            }
        }
    }
}
