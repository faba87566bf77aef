package dev.sluice.model;

import dev.sluice.contract.CalibrationState;
import dev.sluice.contract.DenseLayer;
import dev.sluice.contract.FeatureState;
import dev.sluice.contract.GoldenVector;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.FeatureScaler;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.record.Untrusted;
import dev.sluice.score.Calibration;
import dev.sluice.score.ParetoTail;
import dev.sluice.score.ResidualScale;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns artifact data into a {@link CompiledModel}: shapes, finiteness and golden vectors are checked here. */
final class ModelCompiler {

    static final String RECONSTRUCTION = "reconstruction";

    private ModelCompiler() {}

    static CompiledModel compile(ModelArtifact artifact) throws ArtifactException {
        if (artifact.getVersion() < 1) {
            throw new ArtifactException(Reason.MALFORMED, "model version must be at least 1: " + artifact.getVersion());
        }
        if (!artifact.getDetector().getKind().equals(RECONSTRUCTION)) {
            throw new ArtifactException(
                    Reason.MALFORMED,
                    "unknown detector \""
                            + Untrusted.brief(artifact.getDetector().getKind()) + "\"");
        }
        CompiledModel model;
        try {
            model = new CompiledModel(
                    artifact.getVersion(),
                    features(artifact.getFeatures()),
                    network("encoder", artifact.getEncoderLayers()),
                    network("decoder", artifact.getDecoderLayers()),
                    new ResidualScale(doubles(artifact.getDetector().getResidualScale())),
                    calibration(artifact.getCalibration()));
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(
                    Reason.SHAPE, "artifact is inconsistent: " + Untrusted.brief(e.getMessage()), e);
        }
        reproduceGolden(artifact.getGolden(), model);
        return model;
    }

    private static FeatureScaler features(List<FeatureState> states) throws ArtifactException {
        List<FieldScaler> fields = new ArrayList<>(states.size());
        for (FeatureState f : states) {
            requireFinite(
                    "feature " + Untrusted.brief(f.getField()),
                    new double[] {f.getCenter(), f.getSpread(), f.getLevel()});
            fields.add(new FieldScaler(
                    f.getField(), Scale.ofLabel(f.getScale()), f.getCenter(), f.getSpread(), f.getLevel()));
        }
        if (fields.stream().map(FieldScaler::field).distinct().count() != fields.size()) {
            throw new ArtifactException(Reason.SHAPE, "artifact names a feature twice");
        }
        return new FeatureScaler(fields);
    }

    private static Network network(String name, List<DenseLayer> layers) throws ArtifactException {
        List<Dense> dense = new ArrayList<>(layers.size());
        for (int l = 0; l < layers.size(); l++) {
            dense.add(layer(name + " layer " + l, layers.get(l)));
        }
        return new Network(dense);
    }

    private static Dense layer(String name, DenseLayer layer) throws ArtifactException {
        int inputs = layer.getInputs();
        int outputs = layer.getOutputs();
        ByteBuffer bytes = layer.getWeights();
        long claimed = (long) inputs * outputs * Float.BYTES;
        if (inputs < 1
                || outputs < 1
                || bytes.remaining() != claimed
                || layer.getBias().remaining() != (long) outputs * Float.BYTES) {
            throw new ArtifactException(
                    Reason.SHAPE,
                    name + " claims " + inputs + " x " + outputs + " weights, but holds " + bytes.remaining()
                            + " bytes of weights and " + layer.getBias().remaining() + " of bias");
        }
        float[][] weights = new float[inputs][outputs];
        for (int i = 0; i < inputs; i++) {
            Floats.decode(bytes, i * outputs, weights[i]);
            requireFinite(name + " weights", weights[i]);
        }
        float[] bias = new float[outputs];
        Floats.decode(layer.getBias(), 0, bias);
        requireFinite(name + " bias", bias);
        return new Dense(weights, bias, Activation.ofLabel(layer.getActivation()));
    }

    private static Calibration calibration(CalibrationState c) throws ArtifactException {
        double[] body = doubles(c.getBody());
        requireFinite("calibration body", body);
        requireFinite(
                "calibration tail",
                new double[] {c.getTailProbability(), c.getTailShape(), c.getTailScale(), c.getAlertProbability()});
        if (body.length > 0 && body[body.length - 1] != c.getTailThreshold()) {
            throw new ArtifactException(Reason.SHAPE, "calibration tail does not begin where its body ends");
        }
        return new Calibration(
                c.getRows(),
                body,
                c.getTailProbability(),
                new ParetoTail(c.getTailShape(), c.getTailScale()),
                c.getTailRows(),
                c.getAlertProbability());
    }

    private static void reproduceGolden(List<GoldenVector> golden, CompiledModel model) throws ArtifactException {
        if (golden.isEmpty()) {
            throw new ArtifactException(Reason.GOLDEN, "artifact has no golden vectors to be checked against");
        }
        ScoredRecord scored = model.newScoredRecord();
        for (int g = 0; g < golden.size(); g++) {
            GoldenVector expected = golden.get(g);
            if (expected.getObserved().size() != model.features().size()) {
                throw new ArtifactException(Reason.SHAPE, "golden vector " + g + " is not of the model's width");
            }
            model.score(doubles(expected.getObserved()), scored);
            if (!expected.getLatent().equals(Floats.encode(scored.latent()))
                    || !expected.getReconstruction().equals(Floats.encode(scored.reconstruction()))
                    || Double.compare(expected.getScore(), scored.score()) != 0
                    || !Double.isFinite(scored.score())) {
                throw new ArtifactException(
                        Reason.GOLDEN,
                        "golden vector " + g + " is not reproduced: score " + scored.score() + " where "
                                + expected.getScore() + " was expected");
            }
        }
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void requireFinite(String what, double[] values) throws ArtifactException {
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            throw notFinite(what);
        }
    }

    private static void requireFinite(String what, float[] values) throws ArtifactException {
        for (float v : values) {
            if (!Float.isFinite(v)) {
                throw notFinite(what);
            }
        }
    }

    private static ArtifactException notFinite(String what) {
        return new ArtifactException(Reason.NOT_FINITE, what + " must be finite");
    }
}
