package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.Observation;

/**
 * A verified artifact and the scorer compiled from it.
 *
 * @param artifact the data
 * @param model ready to score; has reproduced the artifact's golden vectors
 */
public record LoadedModel(ModelArtifact artifact, CompiledModel model) {

    /** {@code Observation[]}: the held-out rows that the artifact carries to be checked against. */
    public Observation[] goldenRows() {
        return artifact.getGolden().stream()
                .map(golden -> ModelCompiler.observation(golden, model.features()))
                .toArray(Observation[]::new);
    }
}
