package dev.sluice.trainer.engine;

import dev.sluice.pipeline.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Trains an autoencoder until its validation loss stops falling, and keeps the best weights.
 *
 * <p>An epoch is the stretch between two looks at the validation loss: {@value #STEPS} steps, whether that is many
 * passes over a few hundred rows or a part of one over a long history. So the former are trained on long enough, and the
 * time that the latter takes is bounded.
 */
public final class AutoencoderTrainer {
    static final int STEPS = 25;
    /** Losses are measured on at most this many rows: their standard error is far below what decides. */
    private static final int LOSS_ROWS = 4_096;

    private final TrainingConfig config;

    public AutoencoderTrainer(TrainingConfig config) {
        this.config = config;
    }

    /**
     * @param fit rows to fit to, at least one
     * @param validation rows that choose the stopping epoch, at least one
     * @throws CancellationException where the thread is interrupted, within an epoch
     */
    public Fitted train(Architecture architecture, ScaledRows fit, ScaledRows validation) {
        int batch = Math.min(config.batch(), fit.size());
        DeepNetwork network =
                new DeepNetwork(architecture, config.learningRate(), STEPS * config.maxEpochs(), config.seed());
        try {
            return train(network, new BatchStream(fit, config.seed()), batch, fit, validation);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private Fitted train(DeepNetwork network, BatchStream stream, int batch, ScaledRows fit, ScaledRows validation) {
        ScaledRows fitSample = fit.sample(LOSS_ROWS);
        ScaledRows validationSample = validation.sample(LOSS_ROWS);
        List<Double> fitLosses = new ArrayList<>();
        List<Double> validationLosses = new ArrayList<>();
        int best = 0;
        float[] bestParameters = network.parameters();
        for (int epoch = 1; epoch <= config.maxEpochs() && epoch - best <= config.patience(); epoch++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted in epoch " + epoch);
            }
            network.train(stream.next(STEPS * batch), batch);
            Exported now = network.export();
            double loss = now.loss(validationSample);
            if (!Double.isFinite(loss)) {
                break;
            }
            fitLosses.add(now.loss(fitSample));
            validationLosses.add(loss);
            if (best == 0 || loss < validationLosses.get(best - 1)) {
                best = epoch;
                bestParameters = network.parameters();
            }
        }
        network.parameters(bestParameters);
        return new Fitted(network, network.export(), fitLosses, validationLosses, best);
    }
}
