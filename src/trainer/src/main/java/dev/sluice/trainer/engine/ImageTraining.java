package dev.sluice.trainer.engine;

import dev.sluice.inference.Grid;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer over images in training: the engine's own passes. */
final class ImageTraining implements TrainingLayer {
    private final Layer layer;
    private final Grid in;
    private final Grid out;
    private final LayerWorkspaceMgr memory;
    private boolean flat;

    ImageTraining(Layer layer, Grid in, Grid out, LayerWorkspaceMgr memory) {
        this.layer = layer;
        this.in = in;
        this.out = out;
        this.memory = memory;
    }

    @Override
    public INDArray forward(INDArray x) {
        flat = x.rank() == 2;
        return layer.activate(Pixels.images(x, in), true, memory);
    }

    @Override
    public INDArray backward(INDArray gradient, boolean further) {
        INDArray g = Pixels.images(gradient, out);
        INDArray back = layer.backpropGradient(g, memory).getSecond();
        return !further ? null : flat ? Pixels.flat(back) : back;
    }
}
