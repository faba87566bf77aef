package dev.sluice.bench.peer;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's own network on one record at a time. */
public final class DeeplearningNetwork implements AutoCloseable {

    private final MultiLayerNetwork network;
    private final INDArray input; // [1, inputs]

    public DeeplearningNetwork(List<Dense> layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
        for (Dense layer : layers) {
            list.layer(new DenseLayer.Builder()
                    .nIn(layer.inputs())
                    .nOut(layer.outputs())
                    .activation(activation(layer.activation()))
                    .build());
        }
        network = new MultiLayerNetwork(list.build());
        network.init();
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            network.getLayer(l).setParam("W", Nd4j.create(weights(layer)));
            network.getLayer(l).setParam("b", Nd4j.create(new float[][] {bias(layer)}));
        }
        input = Nd4j.create(DataType.FLOAT, 1, layers.get(0).inputs());
    }

    private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
        return org.nd4j.linalg.activations.Activation.fromString(activation.label());
    }

    private static float[][] weights(Dense layer) {
        float[][] weights = new float[layer.inputs()][layer.outputs()];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i].length; j++) {
                weights[i][j] = layer.weight(i, j);
            }
        }
        return weights;
    }

    private static float[] bias(Dense layer) {
        float[] bias = new float[layer.outputs()];
        for (int j = 0; j < bias.length; j++) {
            bias[j] = layer.bias(j);
        }
        return bias;
    }

    /** {@code float[outputs]} of {@code float[inputs]}, which is put into an array that is there already. */
    public float[] forward(float[] x) {
        input.data().asNioFloat().put(x);
        try (INDArray output = network.output(input)) {
            return output.toFloatVector();
        }
    }

    @Override
    public void close() {
        network.close();
        input.close();
    }
}
