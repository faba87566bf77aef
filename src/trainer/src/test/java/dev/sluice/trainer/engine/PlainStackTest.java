package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Choices;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import dev.sluice.pipeline.LearningRateSchedule;
import dev.sluice.pipeline.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers in plain Java against the same layers inside Deeplearning4j, at sizes that fit no vector register. */
class PlainStackTest {
    private static final int ROWS = 21;
    /** With plain gradient descent at a rate of 1, a step is the gradient. */
    private static final Descent GRADIENT = new Descent(Optimizer.SGD, 1, LearningRateSchedule.CONSTANT, 1);

    private static List<LayerShape> layers(Activation activation) {
        return List.of(
                new DenseShape(7, 13, activation),
                new DropoutShape(13, 0.3, 5),
                new DenseShape(13, 6, activation),
                new DenseShape(6, 9, Activation.IDENTITY),
                new ChoiceShape(new Choices(9, List.of(new Choices.Group(2, new float[] {0.5f, 0.3f, 0.2f}, 2)))));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void outputsAndGradientsAreThoseOfTheOtherEngine(Activation activation) {
        List<float[]> plain = pass(new PlainEngine(), layers(activation), GRADIENT, 1, 0.01);
        List<float[]> deep = pass(new DeepEngine(), layers(activation), GRADIENT, 1, 0.01);

        for (int i = 0; i < plain.size(); i++) {
            assertClose(plain.get(i), deep.get(i), 1e-5, activation + ", result " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void everyOptimizerTakesTheStepsOfTheOtherEngine(Optimizer optimizer) {
        for (LearningRateSchedule schedule : LearningRateSchedule.values()) {
            Descent descent = new Descent(optimizer, 1e-2, schedule, 20);
            List<LayerShape> layers = layers(Activation.TANH);
            List<float[]> plain = pass(new PlainEngine(), layers, descent, 12, 0);
            List<float[]> deep = pass(new DeepEngine(), layers, descent, 12, 0);

            assertClose(plain.get(2), deep.get(2), 2e-4, optimizer + ", " + schedule);
        }
    }

    /** Outputs, gradients by the input, and the layers' weights after some steps on the same rows. */
    private static List<float[]> pass(
            Engine engine, List<LayerShape> shapes, Descent descent, int steps, double decay) {
        List<float[]> results = new ArrayList<>();
        try (engine;
                LayerStack stack = engine.stack(shapes, descent, new Random(3))) {
            Random random = new Random(4);
            float[] x = vector(ROWS * stack.inputs(), random);
            float[] gradient = vector(ROWS * stack.outputs(), random);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= ROWS;
            }
            for (int step = 0; step < steps; step++) {
                int iteration = step;
                engine.run(() -> engine.step(() -> {
                    float[] y = stack.forward(x).clone();
                    float[] back = stack.backward(gradient.clone(), true).clone();
                    stack.step(iteration, decay);
                    if (iteration == steps - 1) {
                        results.add(y);
                        results.add(back);
                    }
                }));
            }
            results.add(weights(stack));
        }
        return results;
    }

    /** In the order of the scorer's layers, which is the same for both engines. */
    private static float[] weights(LayerStack stack) {
        List<Float> weights = new ArrayList<>();
        stack.export().layers().forEach(layer -> {
            if (layer instanceof dev.sluice.inference.Dense dense) {
                for (int j = 0; j < dense.outputs(); j++) {
                    weights.add(dense.bias(j));
                    for (int i = 0; i < dense.inputs(); i++) {
                        weights.add(dense.weight(i, j));
                    }
                }
            }
        });
        float[] all = new float[weights.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = weights.get(i);
        }
        return all;
    }

    private static void assertClose(float[] actual, float[] expected, double tolerance, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double largest = 1;
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("%s, %d", what, i).isCloseTo(expected[i], within(tolerance * largest));
        }
    }

    /** A row on a corner of an activation has no slope: those with corners are compared with the other engine alone. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RELU", "LEAKYRELU", "HARDSIGMOID", "HARDTANH"})
    void gradientsAreTheSlopesOfWhatIsComputedExactly(Activation activation) {
        List<LayerShape> shapes = List.of(
                new DenseShape(5, 6, activation),
                new DenseShape(6, 5, Activation.IDENTITY),
                new ChoiceShape(new Choices(5, List.of(new Choices.Group(1, new float[] {0.5f, 0.5f}, 1)))));
        Random random = new Random(1);
        PlainStack stack = new PlainStack(shapes, GRADIENT, random);
        float[] x = vector(ROWS * 5, random);
        float[] weights = vector(ROWS * 5, random); // loss = weights . output
        float[] before = stack.parameters();
        stack.forward(x);
        stack.backward(weights.clone(), true);
        stack.step(0, 0);
        float[] after = stack.parameters();

        for (int p = 0; p < before.length; p++) {
            double slope =
                    (loss(stack, before, p, 1e-4f, x, weights) - loss(stack, before, p, -1e-4f, x, weights)) / 2e-4;
            assertThat((double) before[p] - after[p])
                    .as("parameter %d", p)
                    .isCloseTo(slope, within(2e-2 * (1 + Math.abs(slope))));
        }
    }

    private static double loss(PlainStack stack, float[] parameters, int p, float by, float[] x, float[] weights) {
        float[] moved = parameters.clone();
        moved[p] += by;
        stack.parameters(moved);
        float[] y = stack.output(x);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += (double) y[i] * weights[i];
        }
        return sum;
    }

    @Test
    void convolutionsAreRefusedWithTheKeyAndTheMend() {
        LayerShape convolution = new ConvolutionShape(new Grid(4, 6, 2), Kernel.same(3, 3), 3, Activation.TANH, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlainStack(List.of(convolution), GRADIENT, new Random(1)))
                .withMessage("training.engine: java trains fully connected layers only; set it to auto or dl4j");
    }

    private static float[] vector(int n, Random random) {
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }
}
