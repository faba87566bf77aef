package dev.sluice.trainer.engine;

import dev.sluice.inference.Choices;
import dev.sluice.inference.Layer;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Logits of categories into probabilities, as planned: see {@link Choices}. It has no weights. */
record ChoiceShape(Choices choices) implements LayerShape {

    @Override
    public int inputs() {
        return choices.inputs();
    }

    @Override
    public int outputs() {
        return choices.outputs();
    }

    /** The engine has softmax over all columns only: to it, this layer is none. */
    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration() {
        return new ActivationLayer.Builder().activation(Activation.IDENTITY).build();
    }

    @Override
    public TrainingLayer training(org.deeplearning4j.nn.api.Layer layer, LayerWorkspaceMgr memory) {
        return new Choosing(choices);
    }

    @Override
    public PlainLayer plain(PlainWeights weights) {
        return new PlainChoice(choices);
    }

    @Override
    public INDArray arrange(INDArray x) {
        return Pixels.flat(x);
    }

    /** By the engine's softmax over each group's columns. */
    @Override
    public INDArray output(org.deeplearning4j.nn.api.Layer layer, INDArray x) {
        INDArray y = arrange(x).dup('c');
        for (Choices.Group group : choices.groups()) {
            INDArrayIndex columns = NDArrayIndex.interval(group.first(), group.first() + group.size());
            float[] share = new float[group.size()];
            for (int c = 0; c < share.length; c++) {
                share[c] = group.share(c);
            }
            INDArray probabilities =
                    Nd4j.nn().softmax(y.get(NDArrayIndex.all(), columns).dup('c'), 1);
            y.put(
                    new INDArrayIndex[] {NDArrayIndex.all(), columns},
                    probabilities.subiRowVector(Nd4j.create(share)).muli(group.factor()));
        }
        return y;
    }

    @Override
    public void initialize(org.deeplearning4j.nn.api.Layer layer, Random random) {
        // There are no weights.
    }

    @Override
    public Layer export(org.deeplearning4j.nn.api.Layer layer) {
        return choices;
    }

    /** It has no weights: that it is a choice of the same groups is enough. */
    @Override
    public boolean isOf(Layer other) {
        return other instanceof Choices c && c.outputs() == outputs();
    }

    @Override
    public void assign(org.deeplearning4j.nn.api.Layer layer, Layer from) {
        // There are no weights.
    }

    private static final class Choosing implements TrainingLayer {
        private final ChoicePass pass;
        private final int columns;
        private float[] y = {}; // [rows * columns]

        Choosing(Choices choices) {
            this.pass = new ChoicePass(choices);
            this.columns = choices.inputs();
        }

        @Override
        public INDArray forward(INDArray x) {
            INDArray flat = Pixels.flat(x);
            if (y.length != flat.length()) {
                y = new float[(int) flat.length()];
            }
            DeepStack.copy(flat, y);
            for (int at = 0; at < y.length; at += columns) {
                pass.forward(y, at);
            }
            return Nd4j.create(y, flat.shape(), 'c');
        }

        @Override
        public INDArray backward(INDArray gradient, boolean further) {
            if (!further) {
                return null;
            }
            float[] g = new float[y.length];
            DeepStack.copy(gradient, g);
            for (int at = 0; at < y.length; at += columns) {
                pass.backward(y, g, at);
            }
            return Nd4j.create(g, gradient.shape(), 'c');
        }
    }
}
