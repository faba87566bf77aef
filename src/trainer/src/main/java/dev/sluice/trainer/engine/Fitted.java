package dev.sluice.trainer.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained autoencoder: the engine's and the exported one, with the same weights, and how it got there.
 *
 * @param engine owns native memory: close it
 * @param exported what the scorer will run
 * @param fitLosses the loss that was trained for on the fit rows after each epoch
 * @param validationLosses the same on the validation rows
 * @param bestEpoch the epoch whose weights these are, from 1; 0 where training diverged in the first
 * @param figures what else can be said of the network, by name and in order: the number of parameters; the share of the
 *     code's values that are next to 0 on the validation rows; for a variational autoencoder, the divergence of its code
 *     in nats
 */
public record Fitted(
        DeepNetwork engine,
        Exported exported,
        List<Double> fitLosses,
        List<Double> validationLosses,
        int bestEpoch,
        Map<String, Double> figures)
        implements AutoCloseable {
    public Fitted {
        fitLosses = List.copyOf(fitLosses);
        validationLosses = List.copyOf(validationLosses);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /**
     * The same training with other weights of the same architecture, in the engine too.
     *
     * @param other closing either closes the engine of both
     */
    public Fitted with(Exported other) {
        engine.assign(other);
        return new Fitted(engine, other, fitLosses, validationLosses, bestEpoch, figures);
    }

    @Override
    public void close() {
        engine.close();
    }
}
