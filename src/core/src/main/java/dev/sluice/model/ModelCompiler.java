package dev.sluice.model;

import dev.sluice.contract.CalibrationState;
import dev.sluice.contract.GoldenVector;
import dev.sluice.contract.Layer;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Network;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.record.Untrusted;
import dev.sluice.score.Calibration;
import dev.sluice.score.WeibullTail;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns artifact data into a {@link CompiledModel}: shapes, finiteness and golden vectors are checked here. */
final class ModelCompiler {

    private ModelCompiler() {}

    static CompiledModel compile(ModelArtifact artifact) throws ArtifactException {
        if (artifact.getVersion() < 1) {
            throw new ArtifactException(Reason.MALFORMED, "model version must be at least 1: " + artifact.getVersion());
        }
        if (artifact.getSpace() < 0 || artifact.getSpace() > artifact.getVersion()) {
            throw new ArtifactException(
                    Reason.MALFORMED,
                    "the space of the latents began with a version from 1 to " + artifact.getVersion() + ", not "
                            + artifact.getSpace());
        }
        CompiledModel model;
        try {
            FeatureEncoder features =
                    FeatureStates.encoder(artifact.getFeatures(), artifact.getDerived(), artifact.getEntities());
            Network encoder = LayerData.network("encoder", artifact.getEncoderLayers());
            Calibration calibration = calibration(artifact.getCalibration());
            model = new CompiledModel(
                    artifact.getVersion(),
                    artifact.getSpace(),
                    features,
                    encoder,
                    LayerData.network("decoder", artifact.getDecoderLayers()),
                    uncertainty(artifact.getUncertaintyLayers()),
                    DetectorStates.compile(artifact.getDetector(), features.columns(), encoder.outputs()),
                    calibration,
                    OpeningStates.rule(artifact.getOpening(), calibration.alertProbability()));
            LatentMap.of(artifact.getToParent(), encoder.outputs());
            ReferenceStates.reference(artifact.getReference(), features);
            CodecStates.packing(artifact.getCodec(), model, List.of());
            reproduceGolden(artifact.getGolden(), model);
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(
                    Reason.SHAPE, "artifact is inconsistent: " + Untrusted.brief(e.getMessage()), e);
        }
        return model;
    }

    private static Optional<Network> uncertainty(List<Layer> layers) throws ArtifactException {
        return layers.isEmpty() ? Optional.empty() : Optional.of(LayerData.network("uncertainty", layers));
    }

    private static Calibration calibration(CalibrationState c) throws ArtifactException {
        double[] body = doubles(c.getBody());
        requireFinite("calibration body", body);
        requireFinite("calibration tail", new double[] {
            c.getTailProbability(),
            c.getTailShape(),
            c.getTailScale(),
            c.getTailShift(),
            c.getAlertProbability(),
            c.getAlertProbabilityLow(),
            c.getAlertProbabilityHigh()
        });
        if (body.length == 0) {
            throw new ArtifactException(Reason.SHAPE, "calibration has no body");
        }
        return new Calibration(
                c.getRows(),
                body,
                new WeibullTail(
                        body[body.length - 1],
                        c.getTailProbability(),
                        c.getTailShape(),
                        c.getTailScale(),
                        c.getTailShift()),
                c.getTailRows(),
                c.getAlertProbability(),
                new Calibration.Interval(c.getAlertProbabilityLow(), c.getAlertProbabilityHigh()));
    }

    private static void reproduceGolden(List<GoldenVector> golden, CompiledModel model) throws ArtifactException {
        if (golden.isEmpty()) {
            throw new ArtifactException(Reason.GOLDEN, "artifact has no golden vectors to be checked against");
        }
        ScoredRecord scored = model.newScoredRecord();
        EntityMemory memory = model.newMemory();
        for (int g = 0; g < golden.size(); g++) {
            GoldenVector expected = golden.get(g);
            model.score(observation(expected, model.features()), memory, scored);
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

    /** @throws IllegalArgumentException where it is not of the features' width */
    static Observation observation(GoldenVector golden, FeatureEncoder features) {
        Observation observed = Observation.of(features.specs());
        double[] values = doubles(golden.getObserved());
        List<String> texts = golden.getTexts();
        if (values.length != observed.values.length || texts.size() != observed.texts.length) {
            throw new IllegalArgumentException("golden vector is not of the model's width");
        }
        System.arraycopy(values, 0, observed.values, 0, values.length);
        for (int t = 0; t < observed.texts.length; t++) {
            observed.texts[t] = texts.get(t);
        }
        observed.at(golden.getTimestamp(), golden.getEntity());
        return observed;
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static void requireFinite(String what, double[] values) throws ArtifactException {
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            throw notFinite(what);
        }
    }

    static void requireFinite(String what, float[] values) throws ArtifactException {
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
