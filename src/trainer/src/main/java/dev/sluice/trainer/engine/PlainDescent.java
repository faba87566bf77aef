package dev.sluice.trainer.engine;

import java.util.Arrays;

/**
 * The optimizers in plain Java, with the definitions and constants of Deeplearning4j. Square roots are exact by IEEE 754,
 * powers are {@link StrictMath}'s. Every loop is short, so that the JIT compiler vectorizes it.
 */
final class PlainDescent {
    /** Of running means of gradients and of their squares. */
    private static final double BETA1 = 0.9;

    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;
    private static final float ADAGRAD_EPSILON = 1e-6f;
    private static final float ADADELTA_RHO = 0.95f;
    private static final float RMSPROP_DECAY = 0.95f;
    private static final float MOMENTUM = 0.9f;
    private static final float LEAST = 1e-32f;

    private final Descent descent;
    private final float[] mean; // [parameters]
    private final float[] square; // [parameters]
    private final float[] largest; // [parameters]

    PlainDescent(Descent descent, int parameters) {
        this.descent = descent;
        this.mean = new float[parameters];
        this.square = new float[parameters];
        this.largest = new float[parameters];
        switch (descent.optimizer()) {
            case ADAGRAD -> Arrays.fill(square, ADAGRAD_EPSILON);
            case RMSPROP -> Arrays.fill(square, EPSILON);
            default -> {}
        }
    }

    /**
     * @param parameters moved
     * @param g gradients, which may be overwritten
     * @param iteration counted from 0
     */
    void step(float[] parameters, float[] g, int iteration) {
        float rate = (float) descent.rate(iteration);
        double open1 = 1 - StrictMath.pow(BETA1, iteration + 1);
        double open2 = 1 - StrictMath.pow(BETA2, iteration + 1);
        float unbiased = (float) (descent.rate(iteration) * Math.sqrt(open2) / open1);
        switch (descent.optimizer()) {
            case ADAM -> {
                average(mean, g, (float) BETA1);
                averageSquares(square, g, (float) BETA2);
                subtractScaled(parameters, unbiased, mean, square, EPSILON);
            }
            case AMSGRAD -> {
                average(mean, g, (float) BETA1);
                averageSquares(square, g, (float) BETA2);
                for (int i = 0; i < largest.length; i++) {
                    largest[i] = Math.max(largest[i], square[i]);
                }
                subtractScaled(parameters, unbiased, mean, largest, EPSILON);
            }
            case ADAMAX -> {
                average(mean, g, (float) BETA1);
                float beta2 = (float) BETA2;
                for (int i = 0; i < largest.length; i++) {
                    largest[i] = Math.max(beta2 * largest[i], Math.abs(g[i])) + LEAST;
                }
                float step = (float) (descent.rate(iteration) / open1);
                for (int i = 0; i < largest.length; i++) {
                    parameters[i] -= step * mean[i] / largest[i];
                }
            }
            case NADAM -> {
                average(mean, g, (float) BETA1);
                averageSquares(square, g, (float) BETA2);
                float beta1 = (float) BETA1;
                for (int i = 0; i < g.length; i++) {
                    g[i] = beta1 * mean[i] + (1 - beta1) * g[i];
                }
                subtractScaled(parameters, (float) (descent.rate(iteration) / open1), g, square, EPSILON);
            }
            case ADAGRAD -> {
                for (int i = 0; i < square.length; i++) {
                    square[i] += g[i] * g[i];
                }
                subtractScaled(parameters, rate, g, square, ADAGRAD_EPSILON);
            }
            case ADADELTA -> adadelta(parameters, g);
            case RMSPROP -> {
                averageSquares(square, g, RMSPROP_DECAY);
                subtractScaled(parameters, rate, g, square, EPSILON);
            }
            case NESTEROVS -> {
                for (int i = 0; i < g.length; i++) {
                    float before = mean[i];
                    mean[i] = MOMENTUM * before - rate * g[i];
                    parameters[i] -= MOMENTUM * before - (1 + MOMENTUM) * mean[i];
                }
            }
            case SGD -> {
                for (int i = 0; i < g.length; i++) {
                    parameters[i] -= rate * g[i];
                }
            }
        }
    }

    private void adadelta(float[] parameters, float[] g) {
        averageSquares(square, g, ADADELTA_RHO);
        for (int i = 0; i < g.length; i++) {
            g[i] = g[i]
                    * ((float) Math.sqrt(mean[i] + ADAGRAD_EPSILON) / (float) Math.sqrt(square[i] + ADAGRAD_EPSILON));
        }
        averageSquares(mean, g, ADADELTA_RHO);
        for (int i = 0; i < g.length; i++) {
            parameters[i] -= g[i];
        }
    }

    private static void average(float[] average, float[] of, float keep) {
        float rest = 1 - keep;
        for (int i = 0; i < average.length; i++) {
            average[i] = keep * average[i] + rest * of[i];
        }
    }

    private static void averageSquares(float[] average, float[] of, float keep) {
        float rest = 1 - keep;
        for (int i = 0; i < average.length; i++) {
            average[i] = keep * average[i] + rest * of[i] * of[i];
        }
    }

    private static void subtractScaled(float[] from, float rate, float[] of, float[] squares, float epsilon) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= rate * of[i] / ((float) Math.sqrt(squares[i]) + epsilon);
        }
    }
}
