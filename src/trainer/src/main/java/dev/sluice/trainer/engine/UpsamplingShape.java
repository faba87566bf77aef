package dev.sluice.trainer.engine;

import dev.sluice.inference.Grid;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Upsampling;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A repetition of pixels as planned. */
record UpsamplingShape(Grid in, int timesY, int timesX) implements LayerShape {

    @Override
    public int inputs() {
        return in.size();
    }

    @Override
    public int outputs() {
        return out().size();
    }

    Grid out() {
        return new Grid(in.height() * timesY, in.width() * timesX, in.channels());
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration() {
        return new Upsampling2D.Builder().size(new int[] {timesY, timesX}).build();
    }

    @Override
    public TrainingLayer training(org.deeplearning4j.nn.api.Layer layer, LayerWorkspaceMgr memory) {
        return new ImageBlock(List.of(pass(layer)));
    }

    @Override
    public ImagePass pass(org.deeplearning4j.nn.api.Layer layer) {
        return new UpsamplingPass(in, out(), timesY, timesX);
    }

    @Override
    public INDArray arrange(INDArray x) {
        return Pixels.images(x, in);
    }

    @Override
    public void initialize(org.deeplearning4j.nn.api.Layer layer, Random random) {
        // There are no weights.
    }

    @Override
    public Layer export(org.deeplearning4j.nn.api.Layer layer) {
        return new Upsampling(in, timesY, timesX);
    }

    @Override
    public boolean isOf(Layer other) {
        return other instanceof Upsampling p && p.in().equals(in) && p.timesY() == timesY && p.timesX() == timesX;
    }

    @Override
    public void assign(org.deeplearning4j.nn.api.Layer layer, Layer from) {
        // There are no weights.
    }
}
