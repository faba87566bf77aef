package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;

/** The activation functions in double precision, by their definitions: slow, and free of the scorer's approximations. */
final class ExactActivation {
    private static final double SELU_SCALE = 1.050701;
    private static final double SELU_ALPHA = 1.7580993;

    private ExactActivation() {}

    static double of(Activation activation, double x) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> Math.max(0, x);
            case LEAKYRELU -> Math.max(x, 0.01 * x);
            case ELU -> x > 0 ? x : StrictMath.expm1(x);
            case SELU -> x > 0 ? SELU_SCALE * x : SELU_ALPHA * StrictMath.expm1(x);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case HARDSIGMOID -> Math.min(1, Math.max(0, 0.2 * x + 0.5));
            case HARDTANH -> Math.min(1, Math.max(-1, x));
            case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SWISH -> x / (1 + StrictMath.exp(-x));
        };
    }
}
