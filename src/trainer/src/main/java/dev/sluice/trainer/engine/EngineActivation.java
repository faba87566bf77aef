package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;

/** Deeplearning4j's activations by ours. */
final class EngineActivation {
    private EngineActivation() {}

    /** The one of the same definition. */
    static org.nd4j.linalg.activations.Activation of(Activation activation) {
        return org.nd4j.linalg.activations.Activation.valueOf(activation.name());
    }
}
