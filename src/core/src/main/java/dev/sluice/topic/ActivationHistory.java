package dev.sluice.topic;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells from a pipeline's decisions which version was active when, which is pinned, and which came before which.
 *
 * @param activations all that was decided, oldest first
 */
public record ActivationHistory(List<Activation> activations) {

    public ActivationHistory {
        activations = List.copyOf(activations);
    }

    /** Whether a person decided, rather than a trainer or a scorer. */
    public static boolean isByOperator(Activation decided) {
        return !decided.getBy().equals(ModelCatalog.TRAINER) && !decided.getBy().equals(ModelCatalog.SCORER);
    }

    /**
     * The decision that keeps the trainer from making another version active; empty where nothing is pinned. A pin ends
     * with an UNPINNED, and where an operator promotes or rolls back; a later pin takes its place.
     */
    public Optional<Activation> pinned() {
        Activation pin = null;
        for (Activation a : activations) {
            pin = a.getDecision() == Decision.PINNED ? a : isPinnedAfter(a, pin != null) ? pin : null;
        }
        return Optional.ofNullable(pin);
    }

    /**
     * Which of the decisions made their version active, by their places. A trainer's promotion while a version is pinned
     * did not: one that had judged before it could know of the pin may have written after it.
     */
    public BitSet activating() {
        BitSet activating = new BitSet();
        boolean pinned = false;
        for (int i = 0; i < activations.size(); i++) {
            Activation a = activations.get(i);
            activating.set(i, ModelCatalog.activates(a) && (!pinned || isByOperator(a)));
            pinned = isPinnedAfter(a, pinned);
        }
        return activating;
    }

    private static boolean isPinnedAfter(Activation a, boolean pinned) {
        return switch (a.getDecision()) {
            case PINNED -> true;
            case UNPINNED -> false;
            case PROMOTED, ROLLED_BACK -> pinned && !isByOperator(a);
            case REJECTED, IMPORTED, REGIME_REPORTED, REGIME_ACCEPTED -> pinned;
        };
    }

    /** The decisions that made their version active, oldest first. */
    private List<Activation> active() {
        return activating().stream().mapToObj(activations::get).toList();
    }

    /** The decision that made active what is active; empty before the first. */
    public Optional<Activation> champion() {
        List<Activation> active = active();
        return active.isEmpty() ? Optional.empty() : Optional.of(active.get(active.size() - 1));
    }

    /**
     * Versions to go back to from the active one, the most recent first: those that were active before, without those
     * that an operator rejected since. Who rolls back twice comes to the version before the one before.
     */
    public List<Integer> predecessors() {
        Deque<Integer> stack = new ArrayDeque<>(); // the active version first
        for (Activation a : active()) {
            if (a.getDecision() == Decision.ROLLED_BACK && stack.contains(a.getVersion())) {
                while (stack.peek() != a.getVersion()) {
                    stack.pop();
                }
            } else {
                stack.push(a.getVersion());
            }
        }
        Integer active = stack.peek();
        Set<Integer> before = new LinkedHashSet<>(stack);
        before.removeIf(version -> version.equals(active) || isRejectedByOperator(version));
        return List.copyOf(before);
    }

    /** Whether an operator's rejection is the last that an operator said of a version. */
    public boolean isRejectedByOperator(int version) {
        return activations.stream()
                .filter(a -> a.getVersion() == version && isByOperator(a))
                .reduce((first, last) -> last)
                .filter(a -> a.getDecision() == Decision.REJECTED)
                .isPresent();
    }

    /** Versions that were active at some time since then. */
    public Set<Integer> activeSince(Instant then) {
        Set<Integer> active = new TreeSet<>();
        Activation last = null;
        for (Activation a : active()) {
            if (last != null && a.getTimestamp() >= then.toEpochMilli()) {
                active.add(last.getVersion());
            }
            last = a;
        }
        if (last != null) {
            active.add(last.getVersion());
        }
        return active;
    }

    /** Versions that were ever made active. */
    public Set<Integer> everActive() {
        Set<Integer> active = new TreeSet<>();
        active().forEach(a -> active.add(a.getVersion()));
        return active;
    }

    /** What was said about a change of regime since the active version became active, oldest first. */
    public List<Activation> regime() {
        List<Activation> said = new ArrayList<>();
        Integer active = null;
        BitSet activating = activating();
        for (int i = 0; i < activations.size(); i++) {
            Activation a = activations.get(i);
            if (activating.get(i)) {
                if (active == null || active != a.getVersion()) {
                    said.clear();
                }
                active = a.getVersion();
            } else if (a.getDecision() == Decision.REGIME_REPORTED || a.getDecision() == Decision.REGIME_ACCEPTED) {
                said.add(a);
            }
        }
        return said;
    }
}
