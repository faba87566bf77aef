package dev.sluice.trainer.engine;

import java.util.List;

/**
 * A trained autoencoder: the engine's and the exported one, with the same weights, and how it got there.
 *
 * @param engine owns native memory: close it
 * @param exported what the scorer will run
 * @param fitLosses mean squared error on the fit rows after each epoch
 * @param validationLosses the same on the validation rows
 * @param bestEpoch the epoch whose weights these are, from 1; 0 where training diverged in the first
 */
public record Fitted(
        DeepNetwork engine, Exported exported, List<Double> fitLosses, List<Double> validationLosses, int bestEpoch)
        implements AutoCloseable {
    public Fitted {
        fitLosses = List.copyOf(fitLosses);
        validationLosses = List.copyOf(validationLosses);
    }

    @Override
    public void close() {
        engine.close();
    }
}
