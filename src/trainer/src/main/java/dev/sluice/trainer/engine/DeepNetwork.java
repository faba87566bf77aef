package dev.sluice.trainer.engine;

import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.pipeline.LearningRateSchedule;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.Optimizer;
import dev.sluice.pipeline.Regularization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * An autoencoder inside Deeplearning4j: an encoder, a bottleneck, a decoder, trained end to end. Everything random comes
 * from generators of our own, because the engine's is shared by the whole process. Several may be trained at the same
 * time, each on one thread. Owns native memory until closed.
 */
public final class DeepNetwork implements AutoCloseable {
    /** The engine and its version, as models name it. */
    public static final String ENGINE = "deeplearning4j 1.0.0-M2.1";

    private final Architecture architecture;
    private final int steps;
    private final double decay;
    private final StepMemory memory = new StepMemory();
    private final LayerStack encoder;
    private final LayerStack decoder;
    private final Bottleneck bottleneck;
    private final Corruption corruption;
    private final Objective objective;
    private Pull pull; // null where the code may go anywhere
    private int iteration;

    /** One trained by Adam with a learning rate that falls linearly. */
    public DeepNetwork(Architecture architecture, double learningRate, int steps, long seed) {
        this(architecture, Optimizer.ADAM, learningRate, LearningRateSchedule.LINEAR, steps, seed);
    }

    /**
     * @param learningRate of the first step
     * @param steps over which the schedule runs
     */
    public DeepNetwork(
            Architecture architecture,
            Optimizer optimizer,
            double learningRate,
            LearningRateSchedule schedule,
            int steps,
            long seed) {
        Regularization r = architecture.config().regularization();
        this.architecture = architecture;
        this.steps = steps;
        this.decay = r.l2();
        this.bottleneck = bottleneck(architecture, r, seed);
        this.corruption = new Corruption(architecture.config().resolvedNoise(), r.noiseLevel(), seed + 1);
        this.objective = new Objective(architecture.loss(), architecture.features(), architecture.choices());
        Random random = new Random(seed);
        List<LayerStack> stacks = NativeEngine.call(() -> {
            List<LayerStack> made = new ArrayList<>();
            for (List<LayerShape> half : List.of(architecture.encoder(), architecture.decoder())) {
                IUpdater updater = Updaters.of(optimizer, learningRate, schedule, steps);
                made.add(new LayerStack(half, updater, memory, random));
            }
            return made;
        });
        this.encoder = stacks.get(0);
        this.decoder = stacks.get(1);
    }

    private static Bottleneck bottleneck(Architecture architecture, Regularization r, long seed) {
        return switch (architecture.type()) {
            case VARIATIONAL ->
                new NormalCode(architecture.latent(), architecture.features(), r.klWeight(), r.klWarmup(), seed + 2);
            case SPARSE -> new PlainCode(r.sparsity());
            default -> new PlainCode(0);
        };
    }

    /** Begins with the weights of another network, and keeps its code near to that one's. */
    void start(Inheritance inheritance, ScaledRows rows) {
        assign(inheritance.network());
        // A likelihood is in nats: half a one is what a standard deviation is worth.
        double scale = architecture.loss() == Loss.GAUSSIAN ? 0.5 : objective.loss(inheritance.network(), rows);
        pull = new Pull(inheritance.codes(), scale * inheritance.pull());
    }

    Architecture architecture() {
        return architecture;
    }

    Objective objective() {
        return objective;
    }

    /**
     * Takes one step of gradient descent per batch.
     *
     * @param batches their rows, one batch after the other
     * @param batch rows a step
     */
    void train(BatchStream.Rows batches, int batch) {
        int size = batch * architecture.features();
        float[] gradient = new float[size];
        NativeEngine.run(() -> {
            for (int from = 0; from < batches.values().length; from += size) {
                float[] clean = Arrays.copyOfRange(batches.values(), from, from + size);
                float[] mask = batches.isComplete() ? null : Arrays.copyOfRange(batches.mask(), from, from + size);
                int first = from / architecture.features();
                int[] rows = Arrays.copyOfRange(batches.rows(), first, first + batch);
                memory.step(() -> step(clean, mask, rows, gradient));
            }
        });
    }

    private void step(float[] clean, float[] mask, int[] rows, float[] gradient) {
        float[] code = encoder.forward(corruption.of(clean));
        float[] y = decoder.forward(bottleneck.decoded(code));
        objective.gradient(y, clean, mask, gradient);
        float[] back = bottleneck.gradient(code, decoder.backward(gradient, true), (double) iteration / steps);
        if (pull != null) {
            pull.add(code, rows, back);
        }
        encoder.backward(back, false);
        encoder.step(iteration, decay);
        decoder.step(iteration, decay);
        iteration++;
    }

    /** {@code float[rows][features]}: what the engine itself makes of the rows. */
    public float[][] output(float[][] rows) {
        return NativeEngine.call(() -> {
            INDArray code = encoder.output(Nd4j.create(rows));
            INDArray latent = code.get(NDArrayIndex.all(), NDArrayIndex.interval(0, architecture.latent()));
            return decoder.output(latent.dup('c')).toFloatMatrix();
        });
    }

    /** All weights and biases, in the engine's order. */
    float[] parameters() {
        return NativeEngine.call(() -> {
            float[] e = encoder.parameters();
            float[] d = decoder.parameters();
            float[] all = Arrays.copyOf(e, e.length + d.length);
            System.arraycopy(d, 0, all, e.length, d.length);
            return all;
        });
    }

    void parameters(float[] values) {
        NativeEngine.run(() -> {
            int encoders = encoder.parameterCount();
            encoder.parameters(Arrays.copyOf(values, encoders));
            decoder.parameters(Arrays.copyOfRange(values, encoders, values.length));
        });
    }

    /**
     * Sets all weights and biases.
     *
     * @throws IllegalArgumentException where the network is not of this architecture
     */
    public void assign(Exported network) {
        if (!architecture.isOf(network)) {
            throw new IllegalArgumentException("weights of another architecture than " + architecture);
        }
        NativeEngine.run(() -> {
            encoder.assign(network.joinedEncoder());
            decoder.assign(network.decoder());
        });
    }

    /** The network as it is now, for the scorer. */
    public Exported export() {
        List<Network> halves = NativeEngine.call(() -> List.of(encoder.export(), decoder.export()));
        if (architecture.type() != ModelType.VARIATIONAL) {
            return new Exported(halves.get(0), halves.get(1));
        }
        List<Layer> layers = new ArrayList<>(halves.get(0).layers());
        Dense both = (Dense) layers.remove(layers.size() - 1);
        int latent = architecture.latent();
        layers.add(columns(both, 0, latent));
        return new Exported(
                new Network(layers), halves.get(1), new Network(List.of(columns(both, latent, 2 * latent))));
    }

    /** The outputs {@code from} to {@code to} of a layer. */
    private static Dense columns(Dense layer, int from, int to) {
        float[][] weights = new float[layer.inputs()][to - from];
        float[] bias = new float[to - from];
        for (int j = from; j < to; j++) {
            bias[j - from] = layer.bias(j);
            for (int i = 0; i < weights.length; i++) {
                weights[i][j - from] = layer.weight(i, j);
            }
        }
        return new Dense(weights, bias, layer.activation());
    }

    /** Gives the native memory back at once, rather than when the garbage collector comes round. */
    @Override
    public void close() {
        NativeEngine.run(() -> {
            encoder.close();
            decoder.close();
            memory.close();
        });
    }
}
