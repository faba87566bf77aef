package dev.sluice.model;

import dev.sluice.alert.OpeningRule;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Choices;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.score.Calibration;
import dev.sluice.score.Evidence;
import dev.sluice.score.Statistic;
import java.util.List;
import java.util.Optional;

/**
 * A model ready to score: features, the autoencoder whose latent is given out, the detector's statistic and its
 * calibration. The autoencoder's input is a window of the entity's last rows, the oldest first, a row of all columns
 * after the other; rows before the entity's first are at the normal level. What it makes of the newest row is the
 * reconstruction that is judged. Immutable and shared between threads; each thread scores into a {@link ScoredRecord} of
 * its own. Scoring gives the same bits on every JVM, and allocates nothing but what {@link StrictMath#pow} takes for
 * itself in the tail of the calibration.
 */
public final class CompiledModel {

    /** Not known which space the latents are of. */
    private static final int NO_SPACE = 0;

    private final int version;
    private final int space;
    private final FeatureEncoder features;
    private final int window; // rows
    private final Network encoder;
    private final Network decoder;
    private final Optional<Network> uncertainty;
    private final Choices choices; // of a row; null where the decoder gives no probabilities
    private final Statistic statistic;
    private final Calibration calibration;
    private final OpeningRule opening;

    /** One of which it is not known what space its latents are of. */
    public CompiledModel(
            int version,
            FeatureEncoder features,
            Network encoder,
            Network decoder,
            Optional<Network> uncertainty,
            Statistic statistic,
            Calibration calibration) {
        this(version, NO_SPACE, features, encoder, decoder, uncertainty, statistic, calibration);
    }

    /** One without a rule of its own for when incidents open. */
    public CompiledModel(
            int version,
            int space,
            FeatureEncoder features,
            Network encoder,
            Network decoder,
            Optional<Network> uncertainty,
            Statistic statistic,
            Calibration calibration) {
        this(
                version,
                space,
                features,
                encoder,
                decoder,
                uncertainty,
                statistic,
                calibration,
                OpeningRule.of(calibration.alertProbability()));
    }

    /**
     * @param space the version that the space of the latents began with; 0 where it is not known
     * @param uncertainty of a variational autoencoder: from what the encoder's last layer takes to the k log-variances of
     *     the latents
     * @param opening when incidents open
     * @throws IllegalArgumentException where the parts do not fit together
     */
    public CompiledModel(
            int version,
            int space,
            FeatureEncoder features,
            Network encoder,
            Network decoder,
            Optional<Network> uncertainty,
            Statistic statistic,
            Calibration calibration,
            OpeningRule opening) {
        this.window = Math.max(1, encoder.inputs() / features.columns());
        require(
                "encoder inputs",
                encoder.inputs(),
                "columns of a window",
                Math.multiplyExact(window, features.columns()));
        require("decoder inputs", decoder.inputs(), "encoder outputs", encoder.outputs());
        require("decoder outputs", decoder.outputs(), "encoder inputs", encoder.inputs());
        require("detector", statistic.columns(), "columns", features.columns());
        uncertainty.ifPresent(u -> {
            Layer last = encoder.layers().get(encoder.layers().size() - 1);
            require("uncertainty inputs", u.inputs(), "what the encoder's last layer takes", last.inputs());
            require("uncertainty outputs", u.outputs(), "latents", encoder.outputs());
        });
        this.version = version;
        this.space = space;
        this.features = features;
        this.encoder = encoder;
        this.decoder = decoder;
        this.uncertainty = uncertainty;
        List<Layer> layers = decoder.layers();
        this.choices = layers.get(layers.size() - 1) instanceof Choices
                ? features.choices(1).orElse(null)
                : null;
        this.statistic = statistic;
        this.calibration = calibration;
        this.opening = opening;
    }

    private static void require(String left, int l, String right, int r) {
        if (l != r) {
            throw new IllegalArgumentException(left + " (" + l + ") differ from " + right + " (" + r + ")");
        }
    }

    public int version() {
        return version;
    }

    /** The version that the space of the latents began with: those of one space may be used together. 0 where not known. */
    public int space() {
        return space;
    }

    /** Names of the features, in their order. */
    public List<String> fields() {
        return features.specs().stream().map(FeatureSpec::field).toList();
    }

    public FeatureEncoder features() {
        return features;
    }

    /** How many of an entity's last rows the autoencoder sees: 1 where it sees each record alone. */
    public int window() {
        return window;
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

    /** From what the encoder's last layer takes to the log-variances of the latents: of a variational autoencoder only. */
    public Optional<Network> uncertainty() {
        return uncertainty;
    }

    /** What is calibrated. */
    public Statistic statistic() {
        return statistic;
    }

    public Calibration calibration() {
        return calibration;
    }

    /** When incidents open, and when they end. */
    public OpeningRule opening() {
        return opening;
    }

    public ScoredRecord newScoredRecord() {
        return new ScoredRecord(features, window, statistic.newEvidence(), encoder.newBuffers(), decoder.newBuffers());
    }

    /** Whether what a record comes to depends on that record alone: nothing is remembered of its entity. */
    public boolean isStateless() {
        return window == 1 && statistic.memory() == 0 && features.derivation().memory() == 0;
    }

    /** The memory of an entity that no record was seen of. */
    public EntityMemory newMemory() {
        return new EntityMemory(statistic.memory(), features.derivation().memory(), window - 1, features.columns());
    }

    /**
     * Scores one record.
     *
     * @param observed of this model's features, at least one present; what is derived from them is filled in
     * @param memory of the record's entity, made by {@link #newMemory()} of this model; brought up to date
     * @param into made by {@link #newScoredRecord()} of this model
     * @throws IllegalArgumentException where {@code observed} is of other features
     */
    public void score(Observation observed, EntityMemory memory, ScoredRecord into) {
        Evidence evidence = into.evidence;
        into.entity = observed.entity();
        features.derivation().derive(observed, memory.derivation);
        into.missing = features.encode(observed, evidence.x, evidence.present);
        into.latent = encoder.forward(into.input(memory, features), into.encoder);
        into.reconstructed(decoder.forward(into.latent, into.decoder));
        evidence.autoencoder(into.latent, into.compared(choices));
        into.statistic = statistic.of(evidence, memory.context);
        memory.advance(evidence.x);
        into.sumContributions(features);
        into.reconstructionError = meanSquare(into);
        into.logP = calibration.logP(into.statistic);
        into.pValue = Calibration.pValue(into.logP);
        into.score = calibration.score(into.logP);
    }

    /**
     * The score that a record would have had with another row.
     *
     * @param original as it was scored; not changed
     * @param row {@code float[columns]}, scaled
     * @param context of the entity, before the record; overwritten
     * @param into another record than {@code original}
     */
    double rescore(ScoredRecord original, float[] row, float[] context, ScoredRecord into) {
        Evidence evidence = into.evidence;
        System.arraycopy(row, 0, evidence.x, 0, row.length);
        System.arraycopy(original.evidence.present, 0, evidence.present, 0, row.length);
        float[] input = into.input();
        if (window > 1) {
            System.arraycopy(original.input(), 0, input, 0, input.length);
            System.arraycopy(row, 0, input, input.length - row.length, row.length);
        }
        into.latent = encoder.forward(input, into.encoder);
        into.reconstructed(decoder.forward(into.latent, into.decoder));
        evidence.autoencoder(into.latent, into.compared(choices));
        return calibration.score(calibration.logP(statistic.of(evidence, context)));
    }

    private static double meanSquare(ScoredRecord r) {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < r.evidence.x.length; j++) {
            if (r.evidence.present[j]) {
                double residual = (double) r.evidence.x[j] - r.reconstruction[j];
                sum += residual * residual;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** What the detector expected of a feature, as one number in the input's unit; NaN where it is no number. */
    public double expected(ScoredRecord scored, int feature) {
        return features.expected(feature, scored.evidence.expected, scored.entity);
    }
}
