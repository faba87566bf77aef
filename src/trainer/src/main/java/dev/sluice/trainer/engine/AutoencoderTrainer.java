package dev.sluice.trainer.engine;

import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.TrainingConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Trains an autoencoder until its validation loss stops falling, and keeps the best weights.
 *
 * <p>An epoch is the stretch between two looks at the validation loss: {@value #STEPS} steps, whether that is many
 * passes over a few hundred rows or a part of one over a long history. So the former are trained on long enough, and the
 * time that the latter takes is bounded. What holds the code to a predecessor's is part of the loss, here too.
 */
public final class AutoencoderTrainer {
    /** Steps of an epoch. */
    public static final int STEPS = 25;
    /** Losses are measured on at most this many rows: their standard error is far below what decides. */
    private static final int LOSS_ROWS = 4_096;
    /** Over images a row takes a hundred times as long, and is a thousand values to go by. */
    private static final int IMAGE_LOSS_ROWS = 512;
    /** The loss on fit rows is told, and decides nothing. */
    private static final int FIT_LOSS_ROWS = 256;

    private final TrainingConfig config;

    public AutoencoderTrainer(TrainingConfig config) {
        this.config = config;
    }

    /**
     * @param fit rows to fit to, at least one
     * @param validation rows that choose the stopping epoch, at least one
     * @throws CancellationException where the thread is interrupted, within an epoch
     * @throws IllegalArgumentException where the rows are not what the loss can be of
     */
    public Fitted train(Architecture architecture, ScaledRows fit, ScaledRows validation) {
        return train(architecture, fit, validation, Optional.empty());
    }

    /**
     * The same, beginning with what a predecessor learned. Its weights count as the first epoch: where no step makes them
     * better, they stay. Except over images, where an epoch is long, all epochs are made.
     *
     * @param inheritance of this architecture, where there is one
     */
    public Fitted train(
            Architecture architecture, ScaledRows fit, ScaledRows validation, Optional<Inheritance> inheritance) {
        new Objective(architecture.loss(), architecture.features(), architecture.choices()).requireFit(fit);
        int batch = Math.min(config.batch(), fit.size());
        DeepNetwork network = new DeepNetwork(
                architecture,
                config.engine(),
                new Descent(config.optimizer(), config.learningRate(), config.schedule(), STEPS * config.maxEpochs()),
                config.seed());
        try {
            inheritance.ifPresent(i -> network.start(i, fit.sample(LOSS_ROWS)));
            return train(network, new BatchStream(fit, config.seed()), batch, fit, validation, inheritance);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private Fitted train(
            DeepNetwork network,
            BatchStream stream,
            int batch,
            ScaledRows fit,
            ScaledRows validation,
            Optional<Inheritance> inheritance) {
        // What is there before the first step counts as an epoch too.
        int first = inheritance.isPresent() ? 2 : 1;
        ScaledRows fitSample = fit.sample(FIT_LOSS_ROWS);
        ScaledRows validationSample = validation.sample(
                network.architecture().type() == ModelType.CONVOLUTIONAL ? IMAGE_LOSS_ROWS : LOSS_ROWS);
        Optional<float[][]> codes = inheritance.map(i -> i.validationSample(validationSample.size()));
        List<Double> fitLosses = new ArrayList<>();
        List<Double> validationLosses = new ArrayList<>();
        int best = 0;
        float[] bestParameters = network.parameters();
        // Weights that are good already get worse by large steps, and better only by the small ones at the end.
        boolean all = inheritance.isPresent() && network.architecture().type() != ModelType.CONVOLUTIONAL;
        for (int epoch = 1; epoch <= config.maxEpochs() && (all || isPatient(epoch - best)); epoch++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted in epoch " + epoch);
            }
            if (epoch >= first) {
                network.train(stream.next(STEPS * batch), batch);
            }
            Exported now = network.export();
            double loss = loss(network, now, validationSample)
                    + codes.map(c -> network.pullLoss(now, validationSample, c)).orElse(0.0);
            if (!Double.isFinite(loss)) {
                break;
            }
            fitLosses.add(loss(network, now, fitSample));
            validationLosses.add(loss);
            if (best == 0 || loss < validationLosses.get(best - 1)) {
                best = epoch;
                bestParameters = network.parameters();
            }
        }
        network.parameters(bestParameters);
        Exported exported = network.export();
        return new Fitted(
                network, exported, fitLosses, validationLosses, best, figures(network, exported, validationSample));
    }

    private boolean isPatient(int epochsSinceBest) {
        return config.patience() == 0 || epochsSinceBest <= config.patience();
    }

    /** With the code's divergence where it is part of the loss, at its full weight. */
    private static double loss(DeepNetwork network, Exported now, ScaledRows rows) {
        double loss = network.objective().loss(now, rows);
        if (now.uncertainty().isEmpty()) {
            return loss;
        }
        Architecture architecture = network.architecture();
        double weight = architecture.config().regularization().klWeight();
        return loss + weight * CodeFigures.of(now, rows).divergence() / architecture.features();
    }

    private static Map<String, Double> figures(DeepNetwork network, Exported exported, ScaledRows rows) {
        CodeFigures code = CodeFigures.of(exported, rows);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("parameters", (double) network.parameters().length);
        figures.put("code-sparsity", code.sparsity());
        if (exported.uncertainty().isPresent()) {
            figures.put("code-divergence", code.divergence());
        }
        return figures;
    }
}
