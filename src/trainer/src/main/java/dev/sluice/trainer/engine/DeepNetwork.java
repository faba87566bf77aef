package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * An autoencoder inside Deeplearning4j: Adam, mean squared error, a learning rate that falls linearly to 0 over the
 * planned steps. The initial weights come from a generator of our own, because the engine's is shared by the whole
 * process. Owns native memory until closed.
 */
public final class DeepNetwork implements AutoCloseable {
    /** The engine and its version, as models name it. */
    public static final String ENGINE = "deeplearning4j 1.0.0-M2.1";

    private final Architecture architecture;
    private final MultiLayerNetwork network;

    /**
     * @param learningRate of the first step
     * @param steps over which the learning rate falls to 0
     */
    public DeepNetwork(Architecture architecture, double learningRate, int steps, long seed) {
        this.architecture = architecture;
        this.network = NativeEngine.call(() -> {
            MultiLayerNetwork made = new MultiLayerNetwork(
                    layers(architecture, learningRate, steps).build());
            made.init();
            initialize(made, new Random(seed));
            return made;
        });
    }

    private static ListBuilder layers(Architecture architecture, double learningRate, int steps) {
        ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new Adam(new PolySchedule(ScheduleType.ITERATION, learningRate, 1, steps)))
                .list();
        List<Integer> widths = architecture.widths();
        int last = widths.size() - 2;
        for (int l = 0; l < last; l++) {
            list.layer(new DenseLayer.Builder()
                    .nIn(widths.get(l))
                    .nOut(widths.get(l + 1))
                    .activation(engineActivation(architecture.activation(l)))
                    .build());
        }
        return list.layer(new OutputLayer.Builder(new UnscoredMse())
                .nIn(widths.get(last))
                .nOut(widths.get(last + 1))
                .activation(engineActivation(architecture.activation(last)))
                .build());
    }

    /** Deeplearning4j's activation of the same definition. */
    static org.nd4j.linalg.activations.Activation engineActivation(Activation activation) {
        return org.nd4j.linalg.activations.Activation.valueOf(activation.name().toUpperCase(Locale.ROOT));
    }

    /** Xavier's normal distribution (Glorot and Bengio 2010): variance {@code 2 / (inputs + outputs)}; biases 0. */
    private static void initialize(MultiLayerNetwork network, Random random) {
        for (int l = 0; l < network.getnLayers(); l++) {
            INDArray weights = network.getLayer(l).getParam("W");
            float[][] initial = new float[weights.rows()][weights.columns()];
            double deviation = Math.sqrt(2.0 / (weights.rows() + weights.columns()));
            for (float[] row : initial) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) (deviation * random.nextGaussian());
                }
            }
            try (INDArray i = Nd4j.create(initial)) {
                weights.assign(i);
            }
        }
    }

    /**
     * Takes one step of gradient descent per batch.
     *
     * @param batches their rows, one batch after the other
     * @param batch rows a step
     */
    void train(BatchStream.Rows batches, int batch) {
        NativeEngine.run(() -> {
            try (INDArray values = matrix(batches.values(), batches.size());
                    INDArray mask = batches.isComplete() ? null : matrix(batches.mask(), batches.size())) {
                for (int from = 0; from < batches.size(); from += batch) {
                    INDArray x = rows(values, from, batch);
                    network.fit(x, x, null, mask == null ? null : rows(mask, from, batch));
                }
            }
        });
    }

    private INDArray matrix(float[] values, int rows) {
        return Nd4j.create(values, new long[] {rows, architecture.features()}, 'c');
    }

    private static INDArray rows(INDArray matrix, int from, int count) {
        return matrix.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
    }

    /** {@code float[rows][features]}: what the engine itself makes of the rows. */
    public float[][] output(float[][] rows) {
        return NativeEngine.call(() -> {
            try (INDArray in = Nd4j.create(rows);
                    INDArray out = network.output(in)) {
                return out.toFloatMatrix();
            }
        });
    }

    /** All weights and biases, in the engine's order. */
    float[] parameters() {
        return NativeEngine.call(() -> network.params().toFloatVector());
    }

    void parameters(float[] values) {
        NativeEngine.run(() -> {
            try (INDArray p = Nd4j.create(values, new long[] {1, values.length})) {
                network.params().assign(p);
            }
        });
    }

    /** The network as it is now, for the scorer. */
    public Exported export() {
        List<Dense> layers = NativeEngine.call(() -> {
            List<Dense> dense = new ArrayList<>();
            for (int l = 0; l < network.getnLayers(); l++) {
                float[][] weights = network.getLayer(l).getParam("W").toFloatMatrix();
                float[] bias = network.getLayer(l).getParam("b").toFloatVector();
                dense.add(new Dense(weights, bias, architecture.activation(l)));
            }
            return dense;
        });
        int encoder = architecture.encoderLayers();
        return new Exported(
                new Network(layers.subList(0, encoder)), new Network(layers.subList(encoder, layers.size())));
    }

    /** Gives the native memory back at once, rather than when the garbage collector comes round. */
    @Override
    public void close() {
        NativeEngine.run(network::close);
    }
}
