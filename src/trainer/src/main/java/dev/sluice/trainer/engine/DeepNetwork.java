package dev.sluice.trainer.engine;

import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.pipeline.LearningRateSchedule;
import dev.sluice.pipeline.Loss;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.Optimizer;
import dev.sluice.pipeline.Regularization;
import dev.sluice.pipeline.TrainingEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An autoencoder in training: an encoder, a bottleneck, a decoder, trained end to end by an {@link Engine}. Everything
 * random comes from generators of our own, because Deeplearning4j's is shared by the whole process. Several may be trained
 * at the same time, each on one thread. May own native memory until closed.
 */
public final class DeepNetwork implements AutoCloseable {
    private final Architecture architecture;
    private final int steps;
    private final double decay;
    private final Engine engine;
    private final LayerStack encoder;
    private final LayerStack decoder;
    private final Bottleneck bottleneck;
    private final Corruption corruption;
    private final Objective objective;
    private Pull pull; // null where the code may go anywhere
    private int iteration;

    /** One trained by the usual engine for its type, by Adam with a learning rate that falls linearly. */
    public DeepNetwork(Architecture architecture, double learningRate, int steps, long seed) {
        this(
                architecture,
                TrainingEngine.AUTO,
                new Descent(Optimizer.ADAM, learningRate, LearningRateSchedule.LINEAR, steps),
                seed);
    }

    /** @throws IllegalArgumentException where the engine has no such layers */
    DeepNetwork(Architecture architecture, TrainingEngine engine, Descent descent, long seed) {
        Regularization r = architecture.config().regularization();
        this.architecture = architecture;
        this.steps = descent.steps();
        this.decay = r.l2();
        this.bottleneck = bottleneck(architecture, r, seed);
        this.corruption = new Corruption(architecture.config().resolvedNoise(), r.noiseLevel(), seed + 1);
        this.objective = new Objective(architecture.loss(), architecture.features(), architecture.choices());
        this.engine = Engine.of(engine.resolved(architecture.type()));
        Random random = new Random(seed);
        this.encoder = this.engine.stack(architecture.encoder(), descent, random);
        this.decoder = this.engine.stack(architecture.decoder(), descent, random);
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

    /** What its code's distance from the predecessor's, {@code float[rows][latents]}, adds to the loss. */
    double pullLoss(Exported now, ScaledRows rows, float[][] codes) {
        return pull == null ? 0 : pull.loss(now, rows, codes);
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
        engine.run(() -> {
            for (int from = 0; from < batches.values().length; from += size) {
                float[] clean = Arrays.copyOfRange(batches.values(), from, from + size);
                float[] mask = batches.isComplete() ? null : Arrays.copyOfRange(batches.mask(), from, from + size);
                int first = from / architecture.features();
                int[] rows = Arrays.copyOfRange(batches.rows(), first, first + batch);
                engine.step(() -> step(clean, mask, rows, gradient));
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

    /** Its engine and version, as models name it. */
    public String engineName() {
        return engine.name();
    }

    /** What the bits of its weights depend on besides what it is trained on. */
    public String machine() {
        return engine.machine();
    }

    /** {@code float[rows][features]}: what the engine itself makes of the rows. */
    public float[][] output(float[][] rows) {
        float[] flat = new float[rows.length * encoder.inputs()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * encoder.inputs(), encoder.inputs());
        }
        float[] codes = encoder.output(flat);
        float[] latents = new float[rows.length * architecture.latent()];
        for (int i = 0; i < rows.length; i++) {
            // A variational code has its log-variances after the latents.
            System.arraycopy(codes, i * encoder.outputs(), latents, i * architecture.latent(), architecture.latent());
        }
        float[] y = decoder.output(latents);
        float[][] output = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            output[i] = Arrays.copyOfRange(y, i * decoder.outputs(), (i + 1) * decoder.outputs());
        }
        return output;
    }

    /** All weights and biases, in the engine's order. */
    float[] parameters() {
        float[] e = encoder.parameters();
        float[] d = decoder.parameters();
        float[] all = Arrays.copyOf(e, e.length + d.length);
        System.arraycopy(d, 0, all, e.length, d.length);
        return all;
    }

    void parameters(float[] values) {
        int encoders = encoder.parameterCount();
        encoder.parameters(Arrays.copyOf(values, encoders));
        decoder.parameters(Arrays.copyOfRange(values, encoders, values.length));
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
        encoder.assign(network.joinedEncoder());
        decoder.assign(network.decoder());
    }

    /** The network as it is now, for the scorer. */
    public Exported export() {
        Network joined = encoder.export();
        if (architecture.type() != ModelType.VARIATIONAL) {
            return new Exported(joined, decoder.export());
        }
        List<Layer> layers = new ArrayList<>(joined.layers());
        Dense both = (Dense) layers.remove(layers.size() - 1);
        int latent = architecture.latent();
        layers.add(columns(both, 0, latent));
        return new Exported(
                new Network(layers), decoder.export(), new Network(List.of(columns(both, latent, 2 * latent))));
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

    /** Gives native memory back at once, rather than when the garbage collector comes round. */
    @Override
    public void close() {
        encoder.close();
        decoder.close();
        engine.close();
    }
}
