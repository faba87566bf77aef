package dev.sluice.cli.dashboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All entities, and the latest scores of each. Bounded: {@value #STRETCHES} stretches of scores in all (16 bytes each, 32
 * MiB), shared out among the entities, and {@value #MOST} entities, of which the longest silent go first. Not thread-safe.
 */
final class Fleet {

    static final int MOST = 50_000;
    static final int STRETCHES = 1 << 21;
    private static final int MOST_STRETCHES = 1 << 14;
    private static final int FEWEST_STRETCHES = 32;
    private static final int DROPPED_AT_ONCE = MOST / 20;

    private final long history;
    private final Map<String, Entity> byName = new HashMap<>();
    private List<Entity> inOrder = List.of();
    private boolean changed;
    private int capacity = MOST_STRETCHES;
    private int nextNumber;
    private long departed;

    /** @param history how much event time a chart shall show, ms */
    Fleet(long history) {
        this.history = history;
    }

    /** Takes in one score. */
    Entity accept(String name, long timestamp, float score, int version, long arrival) {
        Entity entity = byName.get(name);
        if (entity == null) {
            entity = join(name);
        }
        entity.accept(timestamp, score, version, arrival);
        entity.series.add(timestamp, score, Math.max(1, history / capacity), capacity);
        return entity;
    }

    private Entity join(String name) {
        if (byName.size() >= MOST) {
            dropSilent();
        }
        Entity entity = new Entity(nextNumber++, name);
        byName.put(name, entity);
        changed = true;
        int room =
                Math.max(FEWEST_STRETCHES, Math.min(MOST_STRETCHES, Integer.highestOneBit(STRETCHES / byName.size())));
        if (room < capacity) {
            capacity = room;
            byName.values().forEach(e -> e.series.trim(capacity));
        }
        return entity;
    }

    private void dropSilent() {
        byName.values().stream()
                .sorted(Comparator.comparingLong(e -> e.lastArrival))
                .limit(DROPPED_AT_ONCE)
                .toList()
                .forEach(e -> byName.remove(e.name));
        departed += DROPPED_AT_ONCE;
        changed = true;
    }

    /** Null where there is none of that name. */
    Entity find(String name) {
        return name == null ? null : byName.get(name);
    }

    int size() {
        return byName.size();
    }

    /** Entities that were forgotten because there were too many. */
    long departed() {
        return departed;
    }

    Collection<Entity> all() {
        return byName.values();
    }

    /** All entities by name: related names stand together on the map. */
    List<Entity> inOrder() {
        if (changed) {
            List<Entity> sorted = new ArrayList<>(byName.values());
            sorted.sort(Comparator.comparing(e -> e.name));
            inOrder = sorted;
            changed = false;
        }
        return inOrder;
    }

    /**
     * The entities with the largest recent scores, the largest first.
     *
     * @param text in the name, whatever its case; empty for all
     */
    List<Entity> highest(String text, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        Entity[] best = new Entity[limit];
        int n = 0;
        for (Entity e : byName.values()) {
            if ((n == limit && !isBefore(e, best[n - 1]))
                    || (!wanted.isEmpty() && !e.name.toLowerCase(Locale.ROOT).contains(wanted))) {
                continue;
            }
            int at = n < limit ? n++ : n - 1;
            while (at > 0 && isBefore(e, best[at - 1])) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = e;
        }
        return Arrays.asList(best).subList(0, n);
    }

    private static boolean isBefore(Entity a, Entity b) {
        int byScore = Float.compare(b.recent, a.recent);
        return byScore != 0 ? byScore < 0 : a.name.compareTo(b.name) < 0;
    }

    /** Event time that was seen of all entities, ms. */
    long observed() {
        long sum = 0;
        for (Entity e : byName.values()) {
            sum += e.observed();
        }
        return sum;
    }

    /** Bytes that the series take. */
    long bytes() {
        long sum = 0;
        for (Entity e : byName.values()) {
            sum += 16L * e.series.room();
        }
        return sum;
    }
}
