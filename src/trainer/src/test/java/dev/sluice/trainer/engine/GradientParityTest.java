package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import dev.sluice.inference.Pooling;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

/** Our passes through a layer against finite differences of what the engine's own layers compute. */
class GradientParityTest {
    private static final int ROWS = 5;

    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        Grid image = new Grid(4, 6, 2);
        for (LayerShape shape : List.of(
                new DenseShape(7, 5, Activation.TANH),
                new DenseShape(7, 5, Activation.IDENTITY),
                new ConvolutionShape(image, Kernel.same(3, 3), 3, Activation.TANH, false),
                new ConvolutionShape(image, new Kernel(2, 3, 2, 1, false), 3, Activation.SIGMOID, false),
                new ConvolutionShape(image, new Kernel(3, 3, 2, 2, true), 3, Activation.TANH, true),
                new PoolingShape(image, 2, 3, Pooling.Kind.MAXIMUM),
                new PoolingShape(image, 2, 3, Pooling.Kind.AVERAGE),
                new UpsamplingShape(image, 2, 3))) {
            // A dense layer before it gives the layer's own inputs gradients to be checked by.
            check(List.of(new DenseShape(5, shape.inputs(), Activation.IDENTITY), shape));
        }
    }

    @Test
    void everyActivationHasItsSlope() {
        for (Activation activation : Activation.values()) {
            LayerShape shape = new ConvolutionShape(new Grid(3, 4, 2), Kernel.same(2, 3), 2, activation, false);
            check(List.of(new DenseShape(5, shape.inputs(), Activation.IDENTITY), shape));
        }
    }

    @Test
    void aConvolutionOfRepeatedPixelsHasTheSlopesOfBoth() {
        checkRepeated(Kernel.same(3, 3), 2, 2);
        checkRepeated(Kernel.same(2, 4), 3, 1);
        checkRepeated(Kernel.same(5, 1), 1, 2);
        checkRepeated(Kernel.same(7, 6), 3, 4);
    }

    private static void checkRepeated(Kernel kernel, int timesY, int timesX) {
        UpsamplingShape larger = new UpsamplingShape(new Grid(3, 2, 2), timesY, timesX);
        LayerShape convolution = new ConvolutionShape(larger.out(), kernel, 3, Activation.TANH, false);
        check(List.of(new DenseShape(5, larger.inputs(), Activation.IDENTITY), larger, convolution));
    }

    @Test
    void layersOverImagesInARowHaveTheSlopesOfAll() {
        ConvolutionShape first =
                new ConvolutionShape(new Grid(4, 8, 1), Kernel.same(3, 3), 3, Activation.SOFTSIGN, false);
        PoolingShape pooling = new PoolingShape(first.out(), 2, 2, Pooling.Kind.MAXIMUM);
        ConvolutionShape second = new ConvolutionShape(pooling.out(), Kernel.same(3, 3), 2, Activation.TANH, false);
        UpsamplingShape larger = new UpsamplingShape(second.out(), 2, 2);
        check(List.of(new DenseShape(5, first.inputs(), Activation.IDENTITY), first, pooling, second, larger));
    }

    private static void check(List<LayerShape> shapes) {
        Random random = new Random(1);
        NativeEngine.run(() -> {
            try (StepMemory memory = new StepMemory();
                    // With plain gradient descent at a rate of 1, a step is the gradient.
                    DeepStack stack = new DeepStack(shapes, new Sgd(1), memory, random)) {
                float[] x = vector(ROWS * stack.inputs(), random);
                float[] weights = vector(ROWS * stack.outputs(), random); // loss = weights . output
                float[] before = stack.parameters();
                memory.step(() -> {
                    stack.forward(x);
                    stack.backward(weights, true);
                    stack.step(0, 0);
                });
                float[] after = stack.parameters();
                for (int p = 0; p < before.length; p += 1 + before.length / 60) {
                    double slope =
                            (loss(stack, before, p, 3e-4f, x, weights) - loss(stack, before, p, -3e-4f, x, weights))
                                    / 6e-4;
                    assertThat((double) before[p] - after[p])
                            .as("%s, parameter %d", shapes, p)
                            .isCloseTo(slope, within(2e-2 * (1 + Math.abs(slope))));
                }
            }
        });
    }

    private static double loss(DeepStack stack, float[] parameters, int p, float by, float[] x, float[] weights) {
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

    private static float[] vector(int n, Random random) {
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }
}
