package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.drift.DriftReference;
import dev.sluice.feature.Observation;
import dev.sluice.packed.Packing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A verified artifact and the scorer compiled from it.
 *
 * @param artifact the data
 * @param model ready to score; has reproduced the artifact's golden vectors
 * @param activation which of the pipeline's activations made it active, counted from 1; 0 for one that was not
 */
public record LoadedModel(ModelArtifact artifact, CompiledModel model, int activation) {

    /** Some dozens of milliseconds of work for most models. */
    private static final int WARM_UP = 2_000;

    private static final long BURST_NANOS = 500_000;
    private static final long REST_NANOS = 2_000_000;
    /** A model so large that this is not enough has its weights read often enough all the same. */
    private static final long LONGEST_NANOS = 1_000_000_000;

    /** One that is not active. */
    public LoadedModel(ModelArtifact artifact, CompiledModel model) {
        this(artifact, model, 0);
    }

    /** The same model, made active by the n-th activation. */
    public LoadedModel activatedBy(int n) {
        return new LoadedModel(artifact, model, n);
    }

    /**
     * Scores the golden rows often enough that the code for them is compiled and the weights are in the caches, on the
     * calling thread, so that no thread that has records to score has to. It rests between short bursts: on a machine with
     * as many busy threads as cores, those would else wait for it.
     */
    public void warmUp() {
        Observation[] rows = goldenRows();
        ScoredRecord scored = model.newScoredRecord();
        EntityMemory memory = model.newMemory();
        long begun = System.nanoTime();
        long burst = begun;
        for (int i = 0; i < WARM_UP && rows.length > 0 && burst - begun < LONGEST_NANOS; i++) {
            model.score(rows[i % rows.length], memory, scored);
            if (System.nanoTime() - burst >= BURST_NANOS) {
                LockSupport.parkNanos(REST_NANOS);
                burst = System.nanoTime();
            }
        }
    }

    /** How its latents become those of its parent; empty where it has none. */
    public Optional<LatentMap> toParent() {
        try {
            return LatentMap.of(artifact.getToParent(), model.latentSize());
        } catch (ArtifactException e) {
            throw new IllegalStateException("was checked when it was loaded", e);
        }
    }

    /** What drift is told from; empty in an artifact that was made without. Parsed anew each time. */
    public Optional<DriftReference> reference() {
        return ReferenceStates.reference(artifact.getReference(), model.features());
    }

    /**
     * How records are packed; empty in an artifact that was made without. Parsed anew each time.
     *
     * @param leftOut features whose numbers are not to be kept; of no concern where messages are read
     */
    public Optional<Packing> packing(List<String> leftOut) {
        try {
            return CodecStates.packing(artifact.getCodec(), model, leftOut);
        } catch (ArtifactException e) {
            throw new IllegalStateException("was checked when it was loaded", e);
        }
    }

    /** {@code Observation[]}: the held-out rows that the artifact carries to be checked against. */
    public Observation[] goldenRows() {
        return artifact.getGolden().stream()
                .map(golden -> ModelCompiler.observation(golden, model.features()))
                .toArray(Observation[]::new);
    }
}
