package dev.sluice.trainer.engine;

import dev.sluice.inference.Layer;
import java.util.Random;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer as an architecture plans it: its shape, the engine's layer of that shape, and the scorer's. */
interface LayerShape {

    /** Values it takes. */
    int inputs();

    /** Values it gives. */
    int outputs();

    /** The engine's configuration of it. */
    org.deeplearning4j.nn.conf.layers.Layer configuration();

    /** How it runs in training, unless as {@link #pass}. */
    TrainingLayer training(org.deeplearning4j.nn.api.Layer layer, LayerWorkspaceMgr memory);

    /** How it runs in training in a block of layers over images; null where it does not. */
    default ImagePass pass(org.deeplearning4j.nn.api.Layer layer) {
        return null;
    }

    /** Weights and biases that {@link #plain} needs. */
    default int parameters() {
        return 0;
    }

    /**
     * How plain Java trains it, whose weights are {@link #parameters} values of the stack's from an offset on.
     *
     * @throws IllegalArgumentException where it does not
     */
    default PlainLayer plain(PlainWeights weights) {
        throw new IllegalArgumentException(
                "training.engine: java trains fully connected layers only; set it to auto or dl4j");
    }

    /** Rows or images in the form that the engine's layer takes. */
    INDArray arrange(INDArray x);

    /** What the engine's own layer makes of rows or images, without dropout. */
    default INDArray output(org.deeplearning4j.nn.api.Layer layer, INDArray x) {
        return layer.activate(arrange(x), false, LayerWorkspaceMgr.noWorkspacesImmutable());
    }

    /** Sets the weights to random values; biases are 0. */
    void initialize(org.deeplearning4j.nn.api.Layer layer, Random random);

    /** The scorer's layer with the same weights; null where training alone has it. */
    Layer export(org.deeplearning4j.nn.api.Layer layer);

    /** Whether training alone has it: no layer of the scorer's comes of it. */
    default boolean isForTrainingOnly() {
        return false;
    }

    /** Whether a scorer's layer is of this shape, so that its weights could be this layer's. */
    boolean isOf(Layer other);

    /**
     * Sets the weights to those of a scorer's layer.
     *
     * @param from of this shape
     */
    void assign(org.deeplearning4j.nn.api.Layer layer, Layer from);
}
