package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fully connected layer as planned. */
record DenseShape(int inputs, int outputs, Activation activation) implements LayerShape {

    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration() {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(outputs)
                .activation(EngineActivation.of(activation))
                .build();
    }

    @Override
    public TrainingLayer training(org.deeplearning4j.nn.api.Layer layer, LayerWorkspaceMgr memory) {
        return new DenseTraining((org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer) layer);
    }

    @Override
    public int parameters() {
        return (inputs + 1) * outputs;
    }

    @Override
    public PlainLayer plain(PlainWeights weights) {
        return new PlainDense(this, weights);
    }

    @Override
    public INDArray arrange(INDArray x) {
        return Pixels.flat(x);
    }

    @Override
    public void initialize(org.deeplearning4j.nn.api.Layer layer, Random random) {
        InitialWeights.draw(layer.getParam("W"), inputs, outputs, random);
    }

    @Override
    public Layer export(org.deeplearning4j.nn.api.Layer layer) {
        INDArray weights = layer.getParam("W");
        return new Dense(weights.toFloatMatrix(), layer.getParam("b").toFloatVector(), activation);
    }

    @Override
    public boolean isOf(Layer other) {
        return other instanceof Dense d
                && d.inputs() == inputs
                && d.outputs() == outputs
                && d.activation() == activation;
    }

    @Override
    public void assign(org.deeplearning4j.nn.api.Layer layer, Layer from) {
        Dense dense = (Dense) from;
        float[][] weights = new float[inputs][outputs];
        float[] bias = new float[outputs];
        for (int j = 0; j < outputs; j++) {
            bias[j] = dense.bias(j);
            for (int i = 0; i < inputs; i++) {
                weights[i][j] = dense.weight(i, j);
            }
        }
        try (INDArray w = Nd4j.create(weights);
                INDArray b = Nd4j.create(bias, new long[] {1, outputs}, 'c')) {
            layer.getParam("W").assign(w);
            layer.getParam("b").assign(b);
        }
    }
}
