package dev.sluice.cli.models;

import dev.sluice.contract.Activation;
import dev.sluice.topic.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator's command writes, all of it or nothing, and what it says of it.
 *
 * @param artifacts new ones, by version
 * @param decisions in their order
 * @param said to the operator once it is written
 */
record Change(Map<Integer, byte[]> artifacts, List<Activation> decisions, List<String> said) {

    Change {
        artifacts = Map.copyOf(artifacts);
        decisions = List.copyOf(decisions);
        said = List.copyOf(said);
    }

    /** Nothing to write: it is so already. */
    static Change none(String why) {
        return new Change(Map.of(), List.of(), List.of(why));
    }

    boolean isNone() {
        return decisions.isEmpty();
    }

    /** The version that is active from then on; empty where that is not changed. */
    Optional<Integer> active() {
        return decisions.stream()
                .filter(ModelCatalog::activates)
                .reduce((first, last) -> last)
                .map(Activation::getVersion);
    }
}
