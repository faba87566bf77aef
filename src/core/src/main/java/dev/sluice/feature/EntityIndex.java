package dev.sluice.feature;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The entities that a model knows by themselves, in the order of their hashes. Immutable. */
public final class EntityIndex {

    public static final EntityIndex NONE = new EntityIndex(new long[0]);

    /** Rows that an entity needs for a level and a spread of its own. */
    static final int MIN_ROWS = 50;
    /** Entities that are kept: those with the most rows. */
    static final int MOST = 10_000;
    /** Entities times features: 4 MB of an artifact. */
    private static final int MOST_LEVELS = 250_000;

    private final long[] hashes; // ascending

    /**
     * @param hashes strictly ascending; copied
     * @throws IllegalArgumentException where they are not
     */
    public EntityIndex(long[] hashes) {
        this.hashes = hashes.clone();
        for (int e = 1; e < hashes.length; e++) {
            if (hashes[e] <= hashes[e - 1]) {
                throw new IllegalArgumentException("entities must be in ascending order, each once");
            }
        }
    }

    /**
     * Those with at least {@value #MIN_ROWS} rows; of more than {@value #MOST}, those with the most.
     *
     * @param features that are measured by entity; many of them leave room for fewer entities in an artifact
     */
    static EntityIndex fit(Observation[] rows, int features) {
        int most = Math.max(1, Math.min(MOST, MOST_LEVELS / features));
        Map<Long, Integer> counts = new HashMap<>();
        for (Observation row : rows) {
            counts.merge(row.entity(), 1, Integer::sum);
        }
        return new EntityIndex(counts.entrySet().stream()
                .filter(e -> e.getValue() >= MIN_ROWS)
                .sorted(Map.Entry.<Long, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .mapToLong(Map.Entry::getKey)
                .sorted()
                .toArray());
    }

    public int size() {
        return hashes.length;
    }

    public long[] hashes() {
        return hashes.clone();
    }

    /** The entity's index, or {@link EntityLevels#UNKNOWN}. */
    int of(long entity) {
        return Math.max(EntityLevels.UNKNOWN, Arrays.binarySearch(hashes, entity));
    }
}
