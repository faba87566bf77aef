package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.signature.TrustedKeys;
import dev.sluice.topic.ModelCatalog;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the version that was activated last and whose artifact is good: what the scorers use. The artifacts, which are
 * large, are read only where something was activated since.
 */
final class ChampionFinder {
    private static final Logger LOG = LoggerFactory.getLogger(ChampionFinder.class);

    private final PipelineConfig config;
    private final TrustedKeys trusted;
    private int activations = -1; // up to the last that made a version active
    private Optional<LoadedModel> found = Optional.empty();

    ChampionFinder(PipelineConfig config) {
        this.config = config;
        this.trusted = TrustedKeys.of(config.trust().trustedKeys());
    }

    /** The champion now, which says by which of the activations; empty before the first. */
    Optional<LoadedModel> find(Connection connection) throws InterruptedException {
        if (connection.activations().history().activating().length() != activations) {
            ModelCatalog catalog = connection.catalog();
            activations = catalog.history().activating().length();
            found = in(catalog);
        }
        return found;
    }

    /** The champion of a catalog that was read; empty before the first. */
    Optional<LoadedModel> in(ModelCatalog catalog) {
        List<Activation> decided = catalog.activations();
        BitSet activating = catalog.history().activating();
        for (int i = activating.length() - 1; i >= 0; i = activating.previousSetBit(i - 1)) {
            Optional<LoadedModel> loaded = load(catalog, decided.get(i).getVersion());
            if (loaded.isPresent()) {
                return Optional.of(loaded.get().activatedBy(i + 1));
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
            LOG.warn("version {} was activated, but cannot be used: {}", version, e.getMessage());
            return Optional.empty();
        }
    }
}
