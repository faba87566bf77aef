package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

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
}
