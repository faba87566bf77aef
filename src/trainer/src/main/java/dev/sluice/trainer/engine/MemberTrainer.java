package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Network;
import dev.sluice.pipeline.LearningRateSchedule;
import dev.sluice.pipeline.Optimizer;
import dev.sluice.pipeline.TrainingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * Trains a member of the detector's ensemble: a denoising autoencoder, for a fixed number of steps. What it sees is
 * a row with noise, some of its values hidden, what it is to give is the row itself; so it learns the way back to where
 * the data are, without a bottleneck. Missing values are left out of the loss. Several may be trained at the same time,
 * each on a thread of its own.
 */
public final class MemberTrainer {
    private static final int BATCH = 128;
    private static final double LEARNING_RATE = 1e-3;
    private static final int PASSES = 60;
    private static final int FEWEST_STEPS = 1_500;
    private static final int MOST_STEPS = 4_000;
    /** Steps between two looks at whether the thread is interrupted. */
    private static final int STRETCH = 25;
    /** Largest difference between kernels and engine, as a share of values above 1. */
    private static final double PARITY = 1e-5;

    private MemberTrainer() {}

    /**
     * @param fit rows to fit to, at least one
     * @param steps of gradient descent; {@link #steps} says how many are worth while
     * @param engine not {@link TrainingEngine#AUTO}
     * @param seed of weights, order and noise: the same seed and rows give the same weights to the bit
     * @return from the columns to the columns, dense layers
     * @throws CancellationException where the thread is interrupted
     */
    public static Network train(ScaledRows fit, MemberRecipe recipe, int steps, TrainingEngine engine, long seed) {
        int features = fit.values(0).length;
        try (Engine own = Engine.of(engine);
                LayerStack stack = own.stack(
                        shapes(features, recipe.hidden()),
                        new Descent(Optimizer.ADAM, LEARNING_RATE, LearningRateSchedule.COSINE, steps),
                        new Random(seed))) {
            train(stack, own, fit, recipe, steps, seed);
            Network network = LinearLayers.folded(stack.export());
            requireParity(stack, network, fit.sample(BATCH));
            return network;
        }
    }

    /** How many steps a fit to so many rows takes. */
    public static int steps(int rows) {
        return (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, (long) PASSES * rows / BATCH));
    }

    private static List<LayerShape> shapes(int columns, List<Integer> hidden) {
        List<LayerShape> shapes = new ArrayList<>();
        int inputs = columns;
        for (int width : hidden) {
            int outputs = width == 0 ? columns : width;
            shapes.add(new DenseShape(inputs, outputs, width == 0 ? Activation.IDENTITY : Activation.TANH));
            inputs = outputs;
        }
        shapes.add(new DenseShape(inputs, columns, Activation.IDENTITY));
        return shapes;
    }

    private static void train(
            LayerStack stack, Engine engine, ScaledRows fit, MemberRecipe recipe, int steps, long seed) {
        int features = stack.inputs();
        BatchStream stream = new BatchStream(fit, seed);
        SplittableRandom noise = new SplittableRandom(seed);
        float[] noisy = new float[BATCH * features];
        float[] gradient = new float[BATCH * features];
        for (int from = 0; from < steps; from += STRETCH) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted in step " + from + " of " + steps);
            }
            int first = from;
            int end = Math.min(steps, from + STRETCH);
            // A stretch at a time, so that what is left over can be freed between two of them.
            engine.run(() -> {
                for (int step = first; step < end; step++) {
                    BatchStream.Rows rows = stream.next(BATCH);
                    spoil(rows.values(), noisy, features, recipe, noise);
                    int now = step;
                    engine.step(() -> {
                        float[] y = stack.forward(noisy);
                        gradient(y, rows, gradient);
                        stack.backward(gradient, false);
                        stack.step(now, 0);
                    });
                }
            });
        }
    }

    /** Rows with noise, some values hidden: a hidden one is 0, the level of a standardized column. */
    private static void spoil(float[] clean, float[] noisy, int columns, MemberRecipe recipe, SplittableRandom noise) {
        for (int from = 0; from < noisy.length; from += columns) {
            float size = (float) (recipe.noise() * noise.nextDouble());
            double share = recipe.hide() * noise.nextDouble();
            for (int j = from; j < from + columns; j++) {
                float x = clean[j] + size * (float) noise.nextGaussian();
                noisy[j] = share > 0 && noise.nextDouble() < share ? 0 : x;
            }
        }
    }

    /** What the scorer's kernels make of rows must be what the engine makes of them. */
    private static void requireParity(LayerStack stack, Network network, ScaledRows rows) {
        int columns = stack.inputs();
        float[] values = new float[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.values(i), 0, values, i * columns, columns);
        }
        float[] expected = stack.output(values);
        Network.Buffers buffers = network.newBuffers();
        for (int i = 0; i < rows.size(); i++) {
            float[] actual = network.forward(rows.values(i), buffers);
            for (int j = 0; j < columns; j++) {
                double e = expected[i * columns + j];
                double difference = Math.abs(actual[j] - e) / Math.max(1, Math.abs(e));
                if (!(difference <= PARITY)) {
                    throw new IllegalStateException("the scorer's kernels differ from the training engine by "
                            + difference + " in a member of the detector, at most " + PARITY + " is allowed");
                }
            }
        }
    }

    /** Of the mean squared error over the present values. */
    private static void gradient(float[] y, BatchStream.Rows rows, float[] gradient) {
        float[] x = rows.values();
        float scale = 2f / y.length;
        for (int i = 0; i < y.length; i++) {
            gradient[i] = scale * (y[i] - x[i]);
        }
        if (!rows.isComplete()) {
            float[] mask = rows.mask();
            for (int i = 0; i < y.length; i++) {
                gradient[i] *= mask[i];
            }
        }
    }
}
