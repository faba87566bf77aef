package dev.sluice.cli.encoding;

import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model as a pair of maps: records to latents, and latents back to records. The one place of evaluation and generation
 * that knows how a model is made and applied. Not thread-safe.
 */
public final class Encoding {

    /** Fewer rows than this say nothing. */
    public static final int MIN_ROWS = 20;

    private final LoadedModel loaded;
    private final CompiledModel model;
    private final Network.Buffers decoding;

    public Encoding(LoadedModel loaded) {
        this.loaded = loaded;
        this.model = loaded.model();
        this.decoding = model.decoder().newBuffers();
    }

    /**
     * Trains a model as the trainer does, on rows in the order of time.
     *
     * @param rows {@code Observation[rows]}, at least {@value #MIN_ROWS}
     */
    public static TrainedModel train(PipelineConfig config, List<FeatureSpec> features, Observation[] rows)
            throws RejectedModelException {
        TrainingRows training = TrainingRows.of(rows);
        long entities = Arrays.stream(training.entities()).distinct().count();
        return new ModelTrainer(config, Clock.systemUTC())
                .train(features, training, TrainingWindow.of(training, entities), 1, Optional.empty());
    }

    /** What the model takes from a record. */
    public List<FeatureSpec> features() {
        return model.features().specs();
    }

    /** Names of the columns of the scaled vector, in order: the field, with a number where it has several. */
    public List<String> columns() {
        FeatureEncoder encoder = model.features();
        List<String> names = new ArrayList<>();
        for (int c = 0; c < encoder.columns(); c++) {
            int feature = encoder.featureOf(c);
            names.add(encoder.feature(feature).columnName(c - encoder.firstColumn(feature)));
        }
        return names;
    }

    /** The first column of a feature; the others follow. */
    public int firstColumn(int feature) {
        return model.features().firstColumn(feature);
    }

    /** The feature that a column belongs to. */
    public int featureOf(int column) {
        return model.features().featureOf(column);
    }

    /** How many columns a feature has. */
    public int columnsOf(int feature) {
        return model.features().feature(feature).columns();
    }

    /** A feature of a row as one number in the input's unit; NaN where it is no number. */
    public double number(int feature, float[] row) {
        return model.features().expected(feature, row, EntityHash.of(null));
    }

    /** The likeliest category of a row; null where the feature is no category, or it is one of the rare ones. */
    public String category(int feature, float[] row) {
        return model.features().expectedText(feature, row);
    }

    /** Size k of a latent. */
    public int latentSize() {
        return model.latentSize();
    }

    /** As in {@code model.type}. */
    public String modelType() {
        return loaded.artifact().getModelType();
    }

    /** The version, as the pipeline counts them. */
    public int version() {
        return model.version();
    }

    /** How many rows the network itself was fitted on. */
    public long rowsFit() {
        return loaded.artifact().getProvenance().getRowsFit();
    }

    /** What the training said of the code beside its losses, by name; see the artifact's schema. */
    public Map<String, Double> figures() {
        return new TreeMap<>(loaded.artifact().getProvenance().getFigures());
    }

    /** Whether the model knows how uncertain each latent is. */
    public boolean isUncertain() {
        return model.uncertainty().isPresent();
    }

    /** @param rows {@code Observation[rows]} of the model's features, those of an entity in the order of time */
    public Encoded encode(Observation[] rows) {
        int n = rows.length;
        float[][] deviations = isUncertain() ? new float[n][] : null;
        Encoded encoded = new Encoded(new float[n][], new boolean[n][], new float[n][], new float[n][], deviations);
        ScoredRecord scored = model.newScoredRecord();
        Network.Buffers means = model.encoder().newBuffers();
        Map<Long, EntityMemory> memories = new HashMap<>();
        for (int i = 0; i < n; i++) {
            model.score(rows[i], memories.computeIfAbsent(rows[i].entity(), e -> model.newMemory()), scored);
            encoded.scaled()[i] = scored.scaled().clone();
            encoded.present()[i] = scored.present().clone();
            encoded.latents()[i] = scored.latent().clone();
            encoded.reconstructions()[i] = scored.reconstruction().clone();
            if (isUncertain()) {
                deviations[i] = deviations(scored.input(), means);
            }
        }
        return encoded;
    }

    /** The encoder's last layer gives the means of the latents; another one beside it their log-variances. */
    private float[] deviations(float[] input, Network.Buffers means) {
        Network network = model.uncertainty().orElseThrow();
        model.encoder().forward(input, means);
        // Buffers of its own, so that what they hold may be kept.
        float[] deviations = network.forward(model.encoder().beforeLast(means), network.newBuffers());
        for (int k = 0; k < deviations.length; k++) {
            deviations[k] = (float) Math.exp(deviations[k] / 2);
        }
        return deviations;
    }

    /**
     * @param latent {@code float[k]}
     * @return {@code float[columns]} in scaled units: the newest record, where the model sees a window of them
     */
    public float[] decode(float[] latent) {
        float[] window = model.decoder().forward(latent, decoding);
        return Arrays.copyOfRange(window, window.length - model.features().columns(), window.length);
    }

    /** The held-out rows that the artifact carries to be checked against. */
    public Encoded golden() {
        return encode(loaded.goldenRows());
    }

    /** A value of a column in the input's unit; NaN where it has none. */
    public double unscaled(int column, float scaled) {
        FeatureEncoder encoder = model.features();
        int feature = encoder.featureOf(column);
        return encoder.feature(feature).unscaled(column - encoder.firstColumn(feature), scaled);
    }

    /** {@code double[columns]}: a row of the scaled vector in the input's units. */
    public double[] unscaled(float[] scaled) {
        double[] row = new double[scaled.length];
        Arrays.setAll(row, j -> unscaled(j, scaled[j]));
        return row;
    }
}
