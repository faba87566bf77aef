package dev.sluice.cli.dashboard;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest incidents, {@value #MOST} of them: those that are resolved go first, then those that nothing was heard of for
 * the longest. Not thread-safe.
 */
final class Incidents {

    static final int MOST = 500;

    private final Map<String, Entry> byId = new HashMap<>();
    private final Deque<Long> openings = new ArrayDeque<>();
    private long changes;

    private record Entry(Incident incident, long change) {}

    /** Takes in one alert. */
    void accept(Alert alert) {
        String id = ShownName.text(alert.getId(), Incident.LONGEST_ID);
        Entry before = byId.get(id);
        Incident now = Incident.of(alert, before == null ? null : before.incident);
        byId.put(id, new Entry(now, ++changes));
        if (alert.getState() == AlertState.OPENED && before == null) {
            openings.add(now.start());
            if (openings.size() > 100_000) {
                openings.remove();
            }
        }
        if (byId.size() > MOST) {
            dropOne();
        }
    }

    private void dropOne() {
        String oldest = null;
        Entry least = null;
        for (Map.Entry<String, Entry> each : byId.entrySet()) {
            if (least == null || isBefore(each.getValue(), least)) {
                oldest = each.getKey();
                least = each.getValue();
            }
        }
        byId.remove(oldest);
    }

    private static boolean isBefore(Entry a, Entry b) {
        boolean aOpen = a.incident.open();
        return aOpen == b.incident.open() ? a.change < b.change : !aOpen;
    }

    /** Changes so far: what {@link #since} is asked with later. */
    long changes() {
        return changes;
    }

    /** Those that changed after so many changes, the latest change last. */
    List<Incident> since(long change) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : byId.values()) {
            if (entry.change > change) {
                entries.add(entry);
            }
        }
        entries.sort((a, b) -> Long.compare(a.change, b.change));
        return entries.stream().map(Entry::incident).toList();
    }

    int open() {
        int n = 0;
        for (Entry entry : byId.values()) {
            n += entry.incident.open() ? 1 : 0;
        }
        return n;
    }

    /** How many began at that event time or later. */
    long openedSince(long timestamp) {
        return openings.stream().filter(start -> start >= timestamp).count();
    }
}
