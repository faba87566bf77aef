package dev.sluice.pipeline;

/** How a gradient becomes a step: {@code training.optimizer}. */
public enum Optimizer {
    ADAM,
    AMSGRAD,
    ADAMAX,
    NADAM,
    ADAGRAD,
    ADADELTA,
    RMSPROP,
    NESTEROVS,
    SGD
}
