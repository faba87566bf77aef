package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;

/** Derivatives of the activation functions, from what the functions gave: the sums are not needed any more. */
final class Slope {
    private Slope() {}

    /** Whether it can be told from the function's value; not where two sums have the same one. */
    static boolean isTold(Activation activation) {
        return activation != Activation.SWISH;
    }

    /**
     * Turns gradients by an activation's values into gradients by the sums.
     *
     * @param y the activation's values from {@code at} on
     * @param gradient overwritten, from its beginning
     * @param count how many
     */
    static void multiply(Activation activation, float[] y, int at, float[] gradient, int count) {
        switch (activation) {
            case IDENTITY -> {}
            case RELU -> {
                for (int i = 0; i < count; i++) {
                    // Without a branch, which would be mispredicted as often as not: y is 0 or above.
                    int positive = -Float.floatToRawIntBits(y[at + i]) >> 31;
                    gradient[i] = Float.intBitsToFloat(Float.floatToRawIntBits(gradient[i]) & positive);
                }
            }
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    gradient[i] *= 1 - y[at + i] * y[at + i];
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < count; i++) {
                    gradient[i] *= y[at + i] * (1 - y[at + i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    gradient[i] *= of(activation, y[at + i]);
                }
            }
        }
    }

    /** The same for {@link Activation#SWISH}, from its sums. */
    static void multiplySwish(float[] sums, int at, float[] gradient, int count) {
        for (int i = 0; i < count; i++) {
            double x = sums[at + i];
            double share = 1 / (1 + StrictMath.exp(-x));
            gradient[i] *= (float) (share * (1 + x * (1 - share)));
        }
    }

    private static float of(Activation activation, float y) {
        return switch (activation) {
            case LEAKYRELU -> y > 0 ? 1 : 0.01f;
            case ELU -> y > 0 ? 1 : y + 1;
            case SELU -> y > 0 ? 1.050701f : y + 1.7580993f;
            case HARDSIGMOID -> y > 0 && y < 1 ? 0.2f : 0;
            case HARDTANH -> Math.abs(y) < 1 ? 1 : 0;
            case SOFTPLUS -> (float) -StrictMath.expm1(-y);
            case SOFTSIGN -> (1 - Math.abs(y)) * (1 - Math.abs(y));
            default -> throw new IllegalArgumentException("the slope of " + activation + " is not told by its value");
        };
    }
}
