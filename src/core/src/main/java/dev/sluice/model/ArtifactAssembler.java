package dev.sluice.model;

import dev.sluice.contract.CalibrationState;
import dev.sluice.contract.DenseLayer;
import dev.sluice.contract.Detector;
import dev.sluice.contract.FeatureState;
import dev.sluice.contract.GoldenVector;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.feature.FieldScaler;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.score.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns a compiled model back into artifact data: the trainer's way out. */
public final class ArtifactAssembler {
    private ArtifactAssembler() {}

    /**
     * @param pipeline the pipeline it belongs to
     * @param modelType as in {@code model.type}
     * @param alertBudget as in {@code alerts.budget}
     * @param goldenRows held-out rows of observed values, {@code double[features]} each; at least one
     */
    public static ModelArtifact assemble(
            String pipeline,
            String modelType,
            CompiledModel model,
            String alertBudget,
            List<double[]> goldenRows,
            Provenance provenance) {
        return ModelArtifact.newBuilder()
                .setPipeline(pipeline)
                .setVersion(model.version())
                .setModelType(modelType)
                .setFeatures(model.features().fields().stream()
                        .map(ArtifactAssembler::feature)
                        .toList())
                .setEncoderLayers(layers(model.encoder()))
                .setDecoderLayers(layers(model.decoder()))
                .setDetector(new Detector(
                        ModelCompiler.RECONSTRUCTION,
                        boxed(model.residualScale().values())))
                .setCalibration(calibration(model.calibration(), alertBudget))
                .setGolden(goldenRows.stream().map(row -> golden(model, row)).toList())
                .setProvenance(provenance)
                .build();
    }

    private static FeatureState feature(FieldScaler f) {
        return new FeatureState(f.field(), f.scale().label(), f.center(), f.spread(), f.level());
    }

    private static List<DenseLayer> layers(Network network) {
        List<DenseLayer> layers = new ArrayList<>();
        for (Dense d : network.layers()) {
            float[] weights = new float[d.inputs() * d.outputs()];
            float[] bias = new float[d.outputs()];
            for (int j = 0; j < d.outputs(); j++) {
                bias[j] = d.bias(j);
                for (int i = 0; i < d.inputs(); i++) {
                    weights[i * d.outputs() + j] = d.weight(i, j);
                }
            }
            layers.add(new DenseLayer(
                    d.inputs(), d.outputs(), d.activation().label(), Floats.encode(weights), Floats.encode(bias)));
        }
        return layers;
    }

    private static CalibrationState calibration(Calibration c, String alertBudget) {
        double[] body = c.body();
        return new CalibrationState(
                c.rows(),
                boxed(body),
                body[body.length - 1],
                c.tailProbability(),
                c.tail().shape(),
                c.tail().scale(),
                c.tailRows(),
                c.alertProbability(),
                alertBudget);
    }

    private static GoldenVector golden(CompiledModel model, double[] observed) {
        ScoredRecord scored = model.newScoredRecord();
        model.score(observed, scored);
        return new GoldenVector(
                boxed(observed),
                Floats.encode(scored.latent()),
                Floats.encode(scored.reconstruction()),
                scored.score());
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
