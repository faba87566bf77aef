package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.drift.DriftReference;
import dev.sluice.feature.Observation;
import java.util.Optional;

/**
 * A verified artifact and the scorer compiled from it.
 *
 * @param artifact the data
 * @param model ready to score; has reproduced the artifact's golden vectors
 * @param activation which of the pipeline's activations made it active, counted from 1; 0 for one that was not
 */
public record LoadedModel(ModelArtifact artifact, CompiledModel model, int activation) {

    /** One that is not active. */
    public LoadedModel(ModelArtifact artifact, CompiledModel model) {
        this(artifact, model, 0);
    }

    /** The same model, made active by the n-th activation. */
    public LoadedModel activatedBy(int n) {
        return new LoadedModel(artifact, model, n);
    }

    /** What drift is told from; empty in an artifact that was made without. Parsed anew each time. */
    public Optional<DriftReference> reference() {
        return ReferenceStates.reference(artifact.getReference(), model.features());
    }

    /** {@code Observation[]}: the held-out rows that the artifact carries to be checked against. */
    public Observation[] goldenRows() {
        return artifact.getGolden().stream()
                .map(golden -> ModelCompiler.observation(golden, model.features()))
                .toArray(Observation[]::new);
    }
}
