package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.signature.TrustedKeys;
import dev.sluice.topic.ModelCatalog;
import java.util.List;
import java.util.Optional;

/**
 * Finds the version that was activated last and whose artifact is good: what the scorers use. The artifacts, which are
 * large, are read only where something was activated since.
 */
final class ChampionFinder {
    private final PipelineConfig config;
    private final TrustedKeys trusted;
    private int activations = -1;
    private Optional<LoadedModel> found = Optional.empty();

    ChampionFinder(PipelineConfig config) {
        this.config = config;
        this.trusted = TrustedKeys.of(config.trust().trustedKeys());
    }

    /** The champion now, which says by which of the activations; empty before the first. */
    Optional<LoadedModel> find(Connection connection) throws InterruptedException {
        int count = active(connection.activations().activations());
        if (count != activations) {
            ModelCatalog catalog = connection.catalog();
            activations = active(catalog.activations());
            found = find(catalog);
        }
        return found;
    }

    /** How many of them there are up to the last that made a version active. */
    private static int active(List<Activation> activations) {
        int count = activations.size();
        while (count > 0 && !ModelCatalog.activates(activations.get(count - 1))) {
            count--;
        }
        return count;
    }

    private Optional<LoadedModel> find(ModelCatalog catalog) {
        List<Activation> all = catalog.activations();
        for (int i = all.size(); i > 0; i--) {
            Activation activation = all.get(i - 1);
            if (ModelCatalog.activates(activation)) {
                Optional<LoadedModel> loaded = load(catalog, activation.getVersion());
                if (loaded.isPresent()) {
                    return Optional.of(loaded.get().activatedBy(i));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LoadedModel> load(ModelCatalog catalog, int version) {
        try {
            Optional<byte[]> bytes = catalog.artifact(version);
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ArtifactReader.load(bytes.get(), config.maxModelBytes(), config.pipeline(), trusted));
        } catch (ArtifactException e) {
            // The next training names it.
            return Optional.empty();
        }
    }
}
