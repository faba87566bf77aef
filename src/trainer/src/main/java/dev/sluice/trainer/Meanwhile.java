package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.record.Untrusted;
import dev.sluice.topic.ModelCatalog;
import java.time.Instant;
import java.util.Optional;

/**
 * What operators did while a model was trained: their word counts for more than the judge's.
 *
 * @param before what the topics said when the training began
 * @param now what they say
 */
record Meanwhile(ModelCatalog before, ModelCatalog now) {

    static Meanwhile between(ModelCatalog before, ModelCatalog now) {
        return new Meanwhile(before, now);
    }

    /** Whether the number of the model that was trained has been given to another. */
    boolean isTaken(int version) {
        return now.lastVersion() >= version;
    }

    /** Why a model must not be made active, however good it is; empty where nothing speaks against it. */
    Optional<String> bar() {
        return pin(now).or(this::change);
    }

    /** Why no model must be made active but by an operator; empty where nothing is pinned. */
    static Optional<String> pin(ModelCatalog now) {
        return now.pinned()
                .map(pin -> "version " + pin.getVersion() + " is pinned since "
                        + Instant.ofEpochMilli(pin.getTimestamp()) + " by " + Untrusted.brief(pin.getBy()) + " ("
                        + Untrusted.brief(pin.getReason()) + "): `sluice models promote` or `unpin` ends that");
    }

    private Optional<String> change() {
        int then = champion(before);
        int active = champion(now);
        return then == active
                ? Optional.empty()
                : Optional.of("version " + active + " was made active by "
                        + Untrusted.brief(now.champion().orElseThrow().getBy())
                        + " while this one was trained and judged against version " + then);
    }

    private static int champion(ModelCatalog catalog) {
        return catalog.champion().map(Activation::getVersion).orElse(0);
    }
}
