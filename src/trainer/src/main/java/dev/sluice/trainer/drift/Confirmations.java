package dev.sluice.trainer.drift;

import dev.sluice.drift.SignalDrift;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells drift from a window that happens to look like it: drift begins where a signal is over its limit in every look until
 * there is a window that has no record in common with the first, and ends likewise, below {@value #CALM} of the limit. Not
 * thread-safe.
 */
final class Confirmations {
    private static final double CALM = 0.8;

    private final Map<String, Turn> turns = new HashMap<>();
    private final Set<String> drifting = new TreeSet<>();

    /** A signal that is on its way to another state, and the record at which it was first seen so. */
    private record Turn(boolean over, long since) {}

    /**
     * @param drifts of one look
     * @param at how many records had come before the look
     * @param window how many of them were compared
     * @return the signals that have begun to drift (true) or ceased to (false) with this look
     */
    Map<String, Boolean> look(List<SignalDrift> drifts, long at, long window) {
        Map<String, Boolean> changes = new HashMap<>();
        for (SignalDrift drift : drifts) {
            String name = drift.name();
            boolean now = drifting.contains(name);
            boolean turned = now ? drift.degree() < CALM : drift.degree() > 1;
            if (!turned) {
                turns.remove(name);
                continue;
            }
            Turn turn = turns.computeIfAbsent(name, n -> new Turn(!now, at));
            if (at - turn.since() >= window) {
                turns.remove(name);
                changes.put(name, turn.over());
                if (turn.over()) {
                    drifting.add(name);
                } else {
                    drifting.remove(name);
                }
            }
        }
        return changes;
    }

    /** Signals whose drift is confirmed, sorted. */
    Set<String> drifting() {
        return new TreeSet<>(drifting);
    }
}
