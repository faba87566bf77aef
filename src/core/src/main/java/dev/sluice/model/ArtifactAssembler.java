package dev.sluice.model;

import dev.sluice.contract.CalibrationState;
import dev.sluice.contract.GoldenVector;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.feature.Observation;
import dev.sluice.score.Calibration;
import dev.sluice.score.WeibullTail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns a compiled model back into artifact data: the trainer's way out. */
public final class ArtifactAssembler {
    private ArtifactAssembler() {}

    /** A model that came after none. */
    public static ModelArtifact assemble(
            String pipeline,
            String modelType,
            CompiledModel model,
            String alertBudget,
            List<Observation> goldenRows,
            Provenance provenance) {
        return assemble(pipeline, modelType, model, Optional.empty(), alertBudget, goldenRows, provenance);
    }

    /**
     * @param pipeline the pipeline it belongs to
     * @param modelType as in {@code model.type}
     * @param toParent how its latents become those of its parent
     * @param alertBudget as in {@code alerts.budget}
     * @param goldenRows held-out rows, at least one
     */
    public static ModelArtifact assemble(
            String pipeline,
            String modelType,
            CompiledModel model,
            Optional<LatentMap> toParent,
            String alertBudget,
            List<Observation> goldenRows,
            Provenance provenance) {
        return ModelArtifact.newBuilder()
                .setPipeline(pipeline)
                .setVersion(model.version())
                .setModelType(modelType)
                .setFeatures(FeatureStates.of(model.features()))
                .setDerived(FeatureStates.derived(model.features()))
                .setEntities(FeatureStates.entities(model.features()))
                .setEncoderLayers(LayerData.of(model.encoder()))
                .setDecoderLayers(LayerData.of(model.decoder()))
                .setUncertaintyLayers(model.uncertainty().map(LayerData::of).orElse(List.of()))
                .setSpace(model.space())
                .setToParent(toParent.map(LatentMap::data).orElse(null))
                .setDetector(DetectorStates.of(model.statistic()))
                .setCalibration(calibration(model.calibration(), alertBudget))
                .setOpening(OpeningStates.of(model.opening()))
                .setGolden(golden(model, goldenRows))
                .setProvenance(provenance)
                .build();
    }

    private static CalibrationState calibration(Calibration c, String alertBudget) {
        WeibullTail tail = c.tail();
        return new CalibrationState(
                c.rows(),
                boxed(c.body()),
                tail.probability(),
                tail.shape(),
                tail.scale(),
                tail.shift(),
                c.tailRows(),
                c.alertProbability(),
                c.alertInterval().low(),
                c.alertInterval().high(),
                alertBudget);
    }

    /** One after the other, as if they were the first records of one entity. */
    private static List<GoldenVector> golden(CompiledModel model, List<Observation> rows) {
        ScoredRecord scored = model.newScoredRecord();
        EntityMemory memory = model.newMemory();
        List<GoldenVector> golden = new ArrayList<>();
        for (Observation row : rows) {
            model.score(row, memory, scored);
            golden.add(golden(row, scored));
        }
        return golden;
    }

    private static GoldenVector golden(Observation observed, ScoredRecord scored) {
        return new GoldenVector(
                boxed(observed.values),
                new ArrayList<>(Arrays.asList(observed.texts)),
                observed.timestamp(),
                observed.entity(),
                Floats.encode(scored.latent()),
                Floats.encode(scored.reconstruction()),
                scored.score());
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
