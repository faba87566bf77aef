package dev.sluice.bench;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
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

/** One record through an autoencoder: our kernels, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {

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
            float[][] weights = new float[sizes[l]][sizes[l + 1]];
            for (float[] row : weights) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) random.nextGaussian() / 8;
                }
            }
            layers[l] = new Dense(weights, new float[sizes[l + 1]], l % 2 == 0 ? Activation.TANH : Activation.IDENTITY);
        }
        network = new Network(List.of(layers));
        buffers = network.newBuffers();
        input = new float[sizes[0]];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
    }

    @Benchmark
    public float[] oneRecord() {
        return network.forward(input, buffers);
    }
}
