package dev.sluice.bench.speed;

import dev.sluice.inference.Dense;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Trains an autoencoder with Deeplearning4j as its examples do: shuffled batches, {@code fit}, Adam with its defaults. A
 * process of its own, because the number of native threads is settled when one starts.
 */
final class DeeplearningLoop {

    private static final int BATCH = 256;

    private DeeplearningLoop() {}

    /**
     * What there is to be learned.
     *
     * @param layers of the network: their sizes and activations
     * @param fit {@code float[rows][columns]}
     * @param judge rows that the loss is of
     * @param loss to end at: mean squared error
     * @param most time to take
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Task(List<Dense> layers, float[][] fit, float[][] judge, double loss, Duration most) {

        void write(Path file) throws IOException {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
                out.writeDouble(loss);
                out.writeDouble(most.toMillis() / 1e3);
                out.writeInt(layers.size());
                for (Dense layer : layers) {
                    out.writeInt(layer.inputs());
                    out.writeInt(layer.outputs());
                    out.writeUTF(layer.activation().label());
                }
                write(out, fit);
                write(out, judge);
            }
        }

        private static void write(DataOutputStream out, float[][] rows) throws IOException {
            out.writeInt(rows.length);
            for (float[] row : rows) {
                for (float value : row) {
                    out.writeFloat(value);
                }
            }
        }
    }

    /**
     * What came of it.
     *
     * @param seconds of fitting alone
     * @param loss at the end
     * @param rows that were fitted to, each as often as it was
     */
    record Result(double seconds, double loss, long rows) {

        static Result read(Path file) throws IOException {
            Properties figures = new Properties();
            try (var in = Files.newInputStream(file)) {
                figures.load(in);
            }
            return new Result(
                    Double.parseDouble(figures.getProperty("seconds")),
                    Double.parseDouble(figures.getProperty("loss")),
                    Long.parseLong(figures.getProperty("rows")));
        }
    }

    /** Takes a {@link Task}'s file, and the file that the {@link Result} is to be written to. */
    public static void main(String[] files) throws IOException {
        Properties figures = new Properties();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(files[0])), 1 << 16))) {
            double loss = in.readDouble();
            double most = in.readDouble();
            MultiLayerNetwork network = network(in);
            int columns = network.layerInputSize(0);
            INDArray fit = rows(in, columns);
            INDArray judge = rows(in, columns);
            train(network, fit, judge, loss, most, figures);
        }
        try (OutputStream out = Files.newOutputStream(Path.of(files[1]))) {
            figures.store(out, null);
        }
    }

    private static void train(
            MultiLayerNetwork network, INDArray fit, INDArray judge, double loss, double most, Properties figures) {
        // A batch or two in which libraries are loaded and code is compiled; its weights are given back.
        INDArray initial = network.params().dup();
        List<DataSet> first = new DataSet(fit, fit).batchBy(BATCH);
        for (int b = 0; b < Math.min(20, first.size()); b++) {
            network.fit(first.get(b));
        }
        network.setParams(initial);
        DataSet all = new DataSet(fit, fit);
        double seconds = 0;
        long rows = 0;
        double reached = Double.POSITIVE_INFINITY;
        while (seconds < most && reached > loss) {
            long start = System.nanoTime();
            all.shuffle();
            for (DataSet batch : all.batchBy(BATCH)) {
                network.fit(batch);
                rows += batch.numExamples();
            }
            seconds += (System.nanoTime() - start) / 1e9;
            INDArray residual = network.output(judge).sub(judge);
            reached = residual.muli(residual).meanNumber().doubleValue();
        }
        figures.setProperty("seconds", Double.toString(seconds));
        figures.setProperty("loss", Double.toString(reached));
        figures.setProperty("rows", Long.toString(rows));
    }

    private static MultiLayerNetwork network(DataInputStream in) throws IOException {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(42)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam())
                .list();
        int layers = in.readInt();
        for (int l = 0; l < layers; l++) {
            int inputs = in.readInt();
            int outputs = in.readInt();
            Activation activation = Activation.fromString(in.readUTF());
            list.layer(
                    l < layers - 1
                            ? new DenseLayer.Builder()
                                    .nIn(inputs)
                                    .nOut(outputs)
                                    .activation(activation)
                                    .build()
                            : new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                    .nIn(inputs)
                                    .nOut(outputs)
                                    .activation(activation)
                                    .build());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static INDArray rows(DataInputStream in, int columns) throws IOException {
        float[][] rows = new float[in.readInt()][columns];
        for (float[] row : rows) {
            for (int c = 0; c < columns; c++) {
                row[c] = in.readFloat();
            }
        }
        return Nd4j.create(rows);
    }
}
