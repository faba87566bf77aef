package dev.sluice.bench;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Convolution;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import dev.sluice.inference.Network;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record through an autoencoder: our kernels, one thread. Run by JMH, once the benches are built:
 *
 * <pre>{@code java -cp src/bench/target/sluice-bench-all.jar org.openjdk.jmh.Main KernelBenchmark}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {

    /** A network of dense layers. */
    @State(Scope.Benchmark)
    public static class DenseLayers {
        /** Layer sizes. */
        @Param({"32-16-8-16-32", "38-32-10-32-38", "784-32-784"})
        public String architecture;

        private Network network;
        private Network.Buffers buffers;
        private float[] input;

        @Setup
        public void setUp() {
            int[] sizes = List.of(architecture.split("-")).stream()
                    .mapToInt(Integer::parseInt)
                    .toArray();
            Random random = new Random(1);
            Dense[] layers = new Dense[sizes.length - 1];
            for (int l = 0; l < layers.length; l++) {
                float[][] weights = weights(sizes[l], sizes[l + 1], random);
                Activation activation = l % 2 == 0 ? Activation.TANH : Activation.IDENTITY;
                layers[l] = new Dense(weights, new float[sizes[l + 1]], activation);
            }
            network = new Network(List.of(layers));
            buffers = network.newBuffers();
            input = values(sizes[0], random);
        }
    }

    /** 3 x 3 pixels to 16 channels, over an image of 28 x 28 grey pixels. */
    @State(Scope.Benchmark)
    public static class OneConvolution {
        private Network network;
        private Network.Buffers buffers;
        private float[] input;

        @Setup
        public void setUp() {
            Random random = new Random(1);
            network = new Network(List.of(new Convolution(
                    new Grid(28, 28, 1), Kernel.same(3, 3), weights(9, 16, random), new float[16], Activation.RELU)));
            buffers = network.newBuffers();
            input = values(28 * 28, random);
        }
    }

    /** 1,000 values. */
    @State(Scope.Benchmark)
    public static class Values {
        private final float[] input = values(1_000, new Random(1));
        private final float[] output = new float[1_000];
    }

    private static float[][] weights(int inputs, int outputs, Random random) {
        float[][] weights = new float[inputs][];
        for (int i = 0; i < inputs; i++) {
            weights[i] = values(outputs, random);
            for (int j = 0; j < outputs; j++) {
                weights[i][j] /= 8;
            }
        }
        return weights;
    }

    private static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Benchmark
    public float[] oneRecord(DenseLayers dense) {
        return dense.network.forward(dense.input, dense.buffers);
    }

    @Benchmark
    public float[] convolution(OneConvolution convolution) {
        return convolution.network.forward(convolution.input, convolution.buffers);
    }

    @Benchmark
    public float[] tanh(Values values) {
        System.arraycopy(values.input, 0, values.output, 0, values.input.length);
        Activation.TANH.apply(values.output);
        return values.output;
    }
}
