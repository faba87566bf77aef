package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Convolution;
import dev.sluice.inference.FilterLayer;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import dev.sluice.inference.Layer;
import dev.sluice.inference.TransposedConvolution;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BaseConvBuilder;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution as planned, or a transposed one.
 *
 * @param filters channels of the output
 */
record ConvolutionShape(Grid in, Kernel kernel, int filters, Activation activation, boolean transposed)
        implements LayerShape {

    @Override
    public int inputs() {
        return in.size();
    }

    @Override
    public int outputs() {
        return out().size();
    }

    Grid out() {
        return transposed ? kernel.spread(in, filters) : kernel.convolved(in, filters);
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration() {
        return transposed
                ? configured(new Deconvolution2D.Builder()).build()
                : configured(new ConvolutionLayer.Builder()).build();
    }

    private <B extends BaseConvBuilder<B>> B configured(B builder) {
        builder.kernelSize(kernel.height(), kernel.width());
        builder.stride(kernel.strideY(), kernel.strideX());
        builder.convolutionMode(kernel.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate);
        builder.nIn(in.channels());
        builder.nOut(filters);
        builder.activation(EngineActivation.of(activation));
        return builder;
    }

    @Override
    public TrainingLayer training(org.deeplearning4j.nn.api.Layer layer, LayerWorkspaceMgr memory) {
        return transposed ? new ImageTraining(layer, in, out(), memory) : new ImageBlock(List.of(pass(layer)));
    }

    @Override
    public ImagePass pass(org.deeplearning4j.nn.api.Layer layer) {
        return transposed ? null : new ConvolutionPass(layer, this, in, 1, 1);
    }

    /** Whether its pass can take an image from before its pixels were repeated. */
    boolean takesRepeated() {
        return !transposed && kernel.same() && kernel.strideY() == 1 && kernel.strideX() == 1;
    }

    @Override
    public INDArray arrange(INDArray x) {
        return Pixels.images(x, in);
    }

    @Override
    public void initialize(org.deeplearning4j.nn.api.Layer layer, Random random) {
        int area = kernel.height() * kernel.width();
        InitialWeights.draw(layer.getParam("W"), area * in.channels(), area * filters, random);
    }

    @Override
    public Layer export(org.deeplearning4j.nn.api.Layer layer) {
        // The engine has [filters, channels, height, width], and the first two the other way round where transposed.
        INDArray weights = layer.getParam("W");
        INDArray ordered = transposed ? weights.permute(2, 3, 0, 1) : weights.permute(2, 3, 1, 0);
        float[][] rows = ordered.dup('c')
                .reshape('c', (long) kernel.height() * kernel.width() * in.channels(), filters)
                .toFloatMatrix();
        float[] bias = layer.getParam("b").toFloatVector();
        return transposed
                ? new TransposedConvolution(in, kernel, rows, bias, activation)
                : new Convolution(in, kernel, rows, bias, activation);
    }

    @Override
    public boolean isOf(Layer other) {
        return other instanceof FilterLayer f
                && f instanceof TransposedConvolution == transposed
                && f.in().equals(in)
                && f.kernel().equals(kernel)
                && f.bias().length == filters
                && f.activation() == activation;
    }

    @Override
    public void assign(org.deeplearning4j.nn.api.Layer layer, Layer from) {
        FilterLayer other = (FilterLayer) from;
        long[] shape = {kernel.height(), kernel.width(), in.channels(), filters};
        // The way back of export: the last two dimensions to the front.
        INDArray rows = Nd4j.create(other.weights()).reshape('c', shape);
        layer.getParam("W").assign(transposed ? rows.permute(2, 3, 0, 1) : rows.permute(3, 2, 0, 1));
        layer.getParam("b").assign(Nd4j.create(other.bias(), new long[] {1, filters}, 'c'));
    }
}
