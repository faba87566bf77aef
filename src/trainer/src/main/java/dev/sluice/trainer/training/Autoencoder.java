package dev.sluice.trainer.training;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.trainer.continuity.LatentSpace;
import dev.sluice.trainer.engine.Architecture;
import dev.sluice.trainer.engine.AutoencoderTrainer;
import dev.sluice.trainer.engine.Fitted;
import dev.sluice.trainer.engine.Inheritance;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The autoencoder of a model: its layers chosen, trained, aligned with the champion's, and computed by the scorer's kernels
 * as by the training engine. Where nothing usable comes of the champion's weights, it is begun again at random: what is
 * wrong with them must not stop all retrains from then on.
 *
 * @param succession how it follows the champion
 * @param inherited whether it began with the champion's weights
 * @param choice of its layers
 * @param fitted with the weights that are aligned
 * @param parity largest difference between kernels and engine
 */
record Autoencoder(
        Succession succession,
        boolean inherited,
        ArchitectureSearch.Choice choice,
        Architecture architecture,
        Fitted fitted,
        LatentSpace space,
        double parity)
        implements AutoCloseable {

    private static final int PARITY_ROWS = 200;

    /** @throws RejectedModelException where nothing usable comes of it, begun at random */
    static Autoencoder fit(
            PipelineConfig config, List<FeatureSpec> features, Prepared history, Succession succession, int version)
            throws RejectedModelException {
        try {
            return fitOnce(config, features, history, succession, version);
        } catch (RejectedModelException e) {
            Optional<Succession> again = succession.begunAgain(e.getMessage());
            if (again.isEmpty()) {
                throw e;
            }
            return fitOnce(config, features, history, again.get(), version);
        }
    }

    private static Autoencoder fitOnce(
            PipelineConfig config, List<FeatureSpec> features, Prepared history, Succession succession, int version)
            throws RejectedModelException {
        ScaledRows inputs = history.inputs();
        TimeSplit split = succession.split();
        ScaledRows fit = inputs.select(split.fit());
        ScaledRows validation = inputs.select(split.validation());
        ArchitectureSearch.Choice choice = chosen(config, features, history.encoder(), succession, fit, validation);
        Architecture architecture = Architecture.of(
                choice.model(),
                fit.values(0).length,
                history.encoder().choices(config.model().window()));
        Optional<Inheritance> inheritance = succession.inheritance(architecture);
        Fitted trained = trained(config, architecture, fit, validation, inheritance);
        try {
            LatentSpace space = succession.space(version, trained.exported());
            Fitted aligned = trained.with(space.network());
            double parity = ParityCheck.require(aligned, parityRows(inputs.select(split.judge())));
            return new Autoencoder(succession, inheritance.isPresent(), choice, architecture, aligned, space, parity);
        } catch (RejectedModelException | RuntimeException e) {
            trained.close();
            throw e;
        }
    }

    private static ArchitectureSearch.Choice chosen(
            PipelineConfig config,
            List<FeatureSpec> features,
            FeatureEncoder encoder,
            Succession succession,
            ScaledRows fit,
            ScaledRows validation)
            throws RejectedModelException {
        ModelConfig asked = ImageDefaults.of(config.model(), features, encoder.columns());
        try {
            return succession.choice(
                    asked,
                    () -> ArchitectureSearch.choose(
                            asked,
                            config.training(),
                            encoder.choices(config.model().window()),
                            fit,
                            validation));
        } catch (IllegalArgumentException e) {
            throw new RejectedModelException(e.getMessage(), e);
        }
    }

    private static Fitted trained(
            PipelineConfig config,
            Architecture architecture,
            ScaledRows fit,
            ScaledRows validation,
            Optional<Inheritance> inheritance)
            throws RejectedModelException {
        Fitted fitted;
        try {
            fitted = new AutoencoderTrainer(config.training()).train(architecture, fit, validation, inheritance);
        } catch (IllegalArgumentException e) {
            throw new RejectedModelException(e.getMessage(), e);
        }
        if (fitted.bestEpoch() == 0) {
            fitted.close();
            throw new RejectedModelException("training diverged: the loss of " + architecture
                    + " is no finite number after the first epoch; lower training.learning-rate, which is "
                    + config.training().learningRate());
        }
        return fitted;
    }

    /** {@code float[rows][inputs]}, spread evenly. */
    private static float[][] parityRows(ScaledRows judge) {
        float[][] rows = new float[Math.min(PARITY_ROWS, judge.size())][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = judge.values((int) ((long) i * judge.size() / rows.length));
        }
        return rows;
    }

    /** Why its layers are as they are, and what training began with, in words. */
    String why() {
        return choice.why() + succession.beginning(inherited);
    }

    /** What can be said of it, by name. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>(fitted.figures());
        figures.putAll(succession.figures(space, inherited));
        return figures;
    }

    @Override
    public void close() {
        fitted.close();
    }
}
