package dev.sluice.trainer.retention;

import dev.sluice.contract.Activation;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.topic.ActivationHistory;
import dev.sluice.topic.ModelCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which artifacts may go. Kept are the active version, the one that is pinned, those before it that an operator
 * would go back to or make it again from, all that were active within {@code models.keep}, what outputs that are still
 * there name, and the newest that were never active.
 */
public final class Retention {

    /** Never active, but perhaps to be promoted by hand. */
    static final int CHALLENGERS = 5;

    /** Removed at a time; the rest goes after the next training. */
    static final int MOST = 100;

    private final Duration keep;
    private final int maxModelBytes;

    /**
     * @param keep {@code models.keep}
     * @param maxModelBytes {@code models.max-bytes}
     */
    public Retention(Duration keep, int maxModelBytes) {
        this.keep = keep;
        this.maxModelBytes = maxModelBytes;
    }

    /**
     * @param named versions that outputs which are still there name
     * @return versions whose artifacts may go, ascending, the oldest {@value #MOST} at most
     */
    public List<Integer> expired(ModelCatalog catalog, Set<Integer> named, Instant now) {
        ActivationHistory history = catalog.history();
        Instant since = now.minus(keep);
        Set<Integer> kept = new TreeSet<>(named);
        kept.addAll(history.activeSince(since));
        history.pinned().ifPresent(pin -> kept.add(pin.getVersion()));
        history.predecessors().stream()
                .filter(version -> catalog.artifact(version).isPresent())
                .findFirst()
                .ifPresent(kept::add);
        catalog.champion().flatMap(c -> parent(catalog, c.getVersion())).ifPresent(kept::add);
        Set<Integer> everActive = history.everActive();
        catalog.versions().stream()
                .filter(version -> !everActive.contains(version))
                .sorted(Comparator.reverseOrder())
                .limit(CHALLENGERS)
                .forEach(kept::add);
        for (Activation a : history.activations()) {
            // What somebody imported or spoke of lately is on somebody's mind.
            if (ActivationHistory.isByOperator(a) && a.getTimestamp() >= since.toEpochMilli()) {
                kept.add(a.getVersion());
            }
        }
        return catalog.versions().stream()
                .filter(version -> !kept.contains(version))
                .limit(MOST)
                .toList();
    }

    private Optional<Integer> parent(ModelCatalog catalog, int version) {
        try {
            Optional<byte[]> bytes = catalog.artifact(version);
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(ArtifactReader.read(bytes.get(), maxModelBytes)
                            .getProvenance()
                            .getParentVersion());
        } catch (ArtifactException e) {
            return Optional.empty(); // It has no parent that anybody could tell.
        }
    }
}
