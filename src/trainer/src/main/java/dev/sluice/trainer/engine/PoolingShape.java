package dev.sluice.trainer.engine;

import dev.sluice.inference.Grid;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Pooling;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A pooling of patches as planned. */
record PoolingShape(Grid in, int patchHeight, int patchWidth, Pooling.Kind kind) implements LayerShape {

    @Override
    public int inputs() {
        return in.size();
    }

    @Override
    public int outputs() {
        return out().size();
    }

    Grid out() {
        return new Grid(in.height() / patchHeight, in.width() / patchWidth, in.channels());
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration() {
        return new SubsamplingLayer.Builder(
                        kind == Pooling.Kind.MAXIMUM ? PoolingType.MAX : PoolingType.AVG,
                        new int[] {patchHeight, patchWidth})
                .stride(patchHeight, patchWidth)
                .convolutionMode(ConvolutionMode.Truncate)
                .build();
    }

    @Override
    public TrainingLayer training(org.deeplearning4j.nn.api.Layer layer, LayerWorkspaceMgr memory) {
        return new ImageBlock(List.of(pass(layer)));
    }

    @Override
    public ImagePass pass(org.deeplearning4j.nn.api.Layer layer) {
        return new PoolingPass(in, out(), patchHeight, patchWidth, kind);
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
        return new Pooling(in, patchHeight, patchWidth, kind);
    }

    @Override
    public boolean isOf(Layer other) {
        return other instanceof Pooling p
                && p.in().equals(in)
                && p.patchHeight() == patchHeight
                && p.patchWidth() == patchWidth
                && p.kind() == kind;
    }

    @Override
    public void assign(org.deeplearning4j.nn.api.Layer layer, Layer from) {
        // There are no weights.
    }
}
