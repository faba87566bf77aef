package dev.sluice.bench.continuity;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.LatentMap;
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
import java.util.List;
import java.util.Optional;

/** Models that follow each other on windows of rows that move on, as retrains of one pipeline do. */
public final class ModelChain {
    private final PipelineConfig config;
    private final List<FeatureSpec> features;
    private final Observation[] rows; // in the order of time
    private final int window;
    private final int step;

    /**
     * @param rows of the features, in the order of time, each with its own timestamp
     * @param window rows that a model is made from
     * @param step rows that the next window begins later
     */
    public ModelChain(PipelineConfig config, List<FeatureSpec> features, Observation[] rows, int window, int step) {
        this.config = config;
        this.features = List.copyOf(features);
        this.rows = rows.clone();
        this.window = window;
        this.step = step;
    }

    /** The rows that come right after the window of a model, which neither it nor one before it has seen. */
    public Observation[] after(int version) {
        int from = (version - 1) * step + window;
        return Arrays.copyOfRange(rows, from, Math.min(rows.length, from + step));
    }

    /** Versions 1 to so many, each made after the one before. */
    public List<TrainedModel> train(int models) throws RejectedModelException {
        List<TrainedModel> chain = new ArrayList<>();
        for (int version = 1; version <= models; version++) {
            chain.add(train(
                    version,
                    config.training().seed(),
                    chain.isEmpty()
                            ? Optional.empty()
                            : Optional.of(chain.get(chain.size() - 1).loaded())));
        }
        return chain;
    }

    /** A version made on its own: from the same rows, after none, with another seed. */
    public TrainedModel alone(int version, long seed) throws RejectedModelException {
        return train(version, seed, Optional.empty());
    }

    private TrainedModel train(int version, long seed, Optional<LoadedModel> parent) throws RejectedModelException {
        int from = (version - 1) * step;
        TrainingRows some = TrainingRows.of(Arrays.copyOfRange(rows, from, from + window));
        PipelineConfig seeded = config.withTraining(config.training().withSeed(seed));
        return new ModelTrainer(seeded, Clock.systemUTC())
                .train(features, some, TrainingWindow.of(some, 1), version, parent);
    }

    /** {@code float[rows][latents]}, the rows taken for one entity's in their order. */
    public static float[][] latents(LoadedModel model, Observation[] rows) {
        ScoredRecord scored = model.model().newScoredRecord();
        EntityMemory memory = model.model().newMemory();
        float[][] latents = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            model.model().score(rows[i], memory, scored);
            latents[i] = scored.latent().clone();
        }
        return latents;
    }

    /** Mean squared residual of the autoencoder on rows that are taken for one entity's in their order, scaled units. */
    public static double error(LoadedModel model, Observation[] rows) {
        ScoredRecord scored = model.model().newScoredRecord();
        EntityMemory memory = model.model().newMemory();
        double sum = 0;
        for (Observation row : rows) {
            model.model().score(row, memory, scored);
            sum += scored.reconstructionError() / rows.length;
        }
        return sum;
    }

    /** The latents of the last model of a chain, taken back from parent to parent to those of the first. */
    public static float[][] backToFirst(List<TrainedModel> chain, float[][] latents) {
        float[][] back = latents;
        for (int m = chain.size() - 1; m > 0; m--) {
            LatentMap map = chain.get(m).loaded().toParent().orElseThrow();
            back = Arrays.stream(back).map(map::apply).toArray(float[][]::new);
        }
        return back;
    }

    /**
     * Share of the variance of some latents that others tell as they are: 1 less the squared error over the variance, all
     * latents together; below 0 where the mean would tell more.
     *
     * @param latents {@code float[rows][latents]}
     * @param expected of the same rows and size
     */
    public static double told(float[][] latents, float[][] expected) {
        double error = 0;
        double variance = 0;
        for (int j = 0; j < expected[0].length; j++) {
            double mean = 0;
            for (float[] row : expected) {
                mean += (double) row[j] / expected.length;
            }
            for (int i = 0; i < expected.length; i++) {
                double e = (double) latents[i][j] - expected[i][j];
                double v = expected[i][j] - mean;
                error += e * e;
                variance += v * v;
            }
        }
        return 1 - error / Math.max(variance, Double.MIN_NORMAL);
    }
}
