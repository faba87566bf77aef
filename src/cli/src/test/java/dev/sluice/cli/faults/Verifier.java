package dev.sluice.cli.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Holds what the topics have, read {@code read_committed} after a run, against the promises. It is told everything in the
 * order of each topic's partitions, input first, and knows nothing of how it came about.
 */
final class Verifier {

    private record Place(int partition, long offset) {}

    private record Sender(String entity, long number) {}

    private record Fenced(int version, long at) {}

    private record Activated(int version, long at) {}

    private final Map<Place, Sender> inputs = new HashMap<>();
    private final Map<Place, Integer> outcomes = new HashMap<>();
    private final Map<Place, Integer> scored = new HashMap<>();
    private final Map<Place, Integer> latents = new HashMap<>();
    private final Map<String, Map<String, Long>> lastOf = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, Fenced>> fences = new HashMap<>();
    private final List<Activated> activations = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private long scores;
    private long deadLetters;
    private long outOfOrder;
    private long wrongVersion;

    /** @param number of the entity's records, counted by who sent it */
    void input(int partition, long offset, String entity, long number) {
        inputs.put(new Place(partition, offset), new Sender(entity, number));
        inOrder("input", entity, number);
    }

    /** @param at when the broker took it, milliseconds since the epoch */
    void activation(int version, long at) {
        activations.add(new Activated(version, at));
    }

    /** @param at when the broker took it, milliseconds since the epoch */
    void fence(int partition, long offset, int version, long at) {
        Fenced before = fences.computeIfAbsent(partition, p -> new TreeMap<>()).put(offset, new Fenced(version, at));
        if (before != null) {
            wrongVersion("two fences at " + partition + "@" + offset);
        }
    }

    void score(int partition, long offset, int version) {
        scores++;
        Place place = new Place(partition, offset);
        outcome("scores", place);
        scored.put(place, version);
    }

    void deadLetter(int partition, long offset) {
        deadLetters++;
        outcome("dead-letters", new Place(partition, offset));
    }

    void latent(int partition, long offset, int version) {
        Place place = new Place(partition, offset);
        if (latents.put(place, version) != null) {
            findings.add("two latents of " + place);
        }
        follow("latents", place);
    }

    private void outcome(String topic, Place place) {
        outcomes.merge(place, 1, Integer::sum);
        follow(topic, place);
    }

    private void follow(String topic, Place place) {
        Sender sender = inputs.get(place);
        if (sender != null) {
            inOrder(topic, sender.entity(), sender.number());
        }
    }

    private void inOrder(String topic, String entity, long number) {
        Long last = lastOf.computeIfAbsent(topic, t -> new HashMap<>()).put(entity, number);
        if (last != null && last >= number) {
            outOfOrder++;
            findings.add(topic + ": " + entity + " has " + number + " after " + last);
        }
    }

    /** After everything. */
    Verdict verdict() {
        long missing = inputs.keySet().stream()
                .filter(place -> !outcomes.containsKey(place))
                .count();
        inputs.keySet().stream()
                .filter(place -> !outcomes.containsKey(place))
                .limit(3)
                .forEach(place -> findings.add("no outcome of " + place));
        long duplicated = 0;
        for (Map.Entry<Place, Integer> outcome : outcomes.entrySet()) {
            int allowed = inputs.containsKey(outcome.getKey()) ? 1 : 0;
            if (outcome.getValue() > allowed) {
                duplicated += outcome.getValue() - allowed;
                findings.add(outcome.getValue() + " outcomes of " + outcome.getKey()
                        + (allowed == 0 ? ", which is no input record" : ""));
            }
        }
        scored.forEach(this::checkVersion);
        if (!latents.equals(scored)) {
            wrongVersion("latents and scores do not belong together: " + latents.size() + " and " + scored.size());
        }
        fences.forEach(this::checkWalk);
        return new Verdict(
                inputs.size(),
                scores,
                deadLetters,
                missing,
                duplicated,
                outOfOrder,
                wrongVersion,
                List.copyOf(findings));
    }

    private void checkVersion(Place place, int version) {
        NavigableMap<Long, Fenced> walk = fences.get(place.partition());
        Map.Entry<Long, Fenced> fence = walk == null ? null : walk.floorEntry(place.offset());
        if (fence == null || fence.getValue().version() != version) {
            wrongVersion("score of " + place + " is of version " + version + ", its fence says "
                    + (fence == null ? "nothing" : fence.getValue().version()));
        }
    }

    /** A fence needs an activation before it; and no partition goes back to what was activated earlier. */
    private void checkWalk(int partition, NavigableMap<Long, Fenced> walk) {
        int reached = 0;
        for (Map.Entry<Long, Fenced> fence : walk.entrySet()) {
            int at = reached;
            while (at < activations.size()
                    && activations.get(at).version() != fence.getValue().version()) {
                at++;
            }
            String where = "fence of version " + fence.getValue().version() + " at " + partition + "@" + fence.getKey();
            if (at == activations.size()) {
                wrongVersion(where + " follows no activation, or goes back to an earlier one");
            } else {
                if (activations.get(at).at() > fence.getValue().at()) {
                    wrongVersion(where + " was written before the version was activated");
                }
                reached = at;
            }
        }
    }

    private void wrongVersion(String finding) {
        wrongVersion++;
        findings.add(finding);
    }
}
