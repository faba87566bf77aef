package dev.sluice.model;

import dev.sluice.feature.FeatureScaler;
import dev.sluice.feature.FieldScaler;
import dev.sluice.inference.Network;
import dev.sluice.score.Calibration;
import dev.sluice.score.ResidualScale;
import java.util.List;

/**
 * A model ready to score: features, encoder, decoder, detector and calibration. Immutable and shared between threads;
 * each thread scores into a {@link ScoredRecord} of its own. Scoring allocates nothing and gives the same bits on every
 * JVM.
 */
public final class CompiledModel {

    private final int version;
    private final FeatureScaler features;
    private final Network encoder;
    private final Network decoder;
    private final ResidualScale residualScale;
    private final Calibration calibration;

    /** @throws IllegalArgumentException where the parts do not fit together */
    public CompiledModel(
            int version,
            FeatureScaler features,
            Network encoder,
            Network decoder,
            ResidualScale residualScale,
            Calibration calibration) {
        require("encoder inputs", encoder.inputs(), "features", features.size());
        require("decoder inputs", decoder.inputs(), "encoder outputs", encoder.outputs());
        require("decoder outputs", decoder.outputs(), "features", features.size());
        require("residual scales", residualScale.size(), "features", features.size());
        this.version = version;
        this.features = features;
        this.encoder = encoder;
        this.decoder = decoder;
        this.residualScale = residualScale;
        this.calibration = calibration;
    }

    private static void require(String left, int l, String right, int r) {
        if (l != r) {
            throw new IllegalArgumentException(left + " (" + l + ") differ from " + right + " (" + r + ")");
        }
    }

    public int version() {
        return version;
    }

    /** Names of the d features, in the order of the observed values. */
    public List<String> fields() {
        return features.fields().stream().map(FieldScaler::field).toList();
    }

    public FeatureScaler features() {
        return features;
    }

    /** Size k of the latent. */
    public int latentSize() {
        return encoder.outputs();
    }

    public Network encoder() {
        return encoder;
    }

    public Network decoder() {
        return decoder;
    }

    public ResidualScale residualScale() {
        return residualScale;
    }

    public Calibration calibration() {
        return calibration;
    }

    public ScoredRecord newScoredRecord() {
        return new ScoredRecord(features.size(), encoder.newBuffers(), decoder.newBuffers());
    }

    /**
     * Scores one record.
     *
     * @param observed {@code double[features]} in the input's units; NaN or infinite where missing; at least one present
     * @param into made by {@link #newScoredRecord()} of this model
     * @throws IllegalArgumentException where {@code observed} is not of this model's width
     */
    public void score(double[] observed, ScoredRecord into) {
        if (observed.length != features.size()) {
            throw new IllegalArgumentException("expected " + features.size() + " values, got " + observed.length);
        }
        into.missing = features.extract(observed, into.scaled, into.present);
        into.latent = encoder.forward(into.scaled, into.encoder);
        into.reconstruction = decoder.forward(into.latent, into.decoder);
        into.statistic = residualScale.statistic(into.scaled, into.reconstruction, into.present, into.contributions);
        into.reconstructionError = meanSquare(into);
        into.logP = calibration.logP(into.statistic);
        into.pValue = Calibration.pValue(into.logP);
        into.score = calibration.score(into.logP);
    }

    private static double meanSquare(ScoredRecord r) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < r.scaled.length; j++) {
            if (r.present[j]) {
                double residual = (double) r.scaled[j] - r.reconstruction[j];
                sum += residual * residual;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** What the model expected of a feature, in the input's unit. */
    public double expected(ScoredRecord scored, int feature) {
        return features.field(feature).unscale(scored.reconstruction[feature]);
    }
}
