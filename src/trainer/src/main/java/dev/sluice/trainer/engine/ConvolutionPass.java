package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution's forward and backward pass on the engine's weights and gradients: patches side by side, times the
 * weights. Where the image was made larger just before by repeating pixels, the patches are those of the smaller image and
 * one product gives all the pixels that a smaller one was repeated to: a quarter of the patches where it is twice as high
 * and wide. The weights of taps that fall on the same smaller pixel are added.
 */
final class ConvolutionPass implements ImagePass {
    /** Values of patches in a slice: half of a small second-level cache. */
    private static final int SLICE = 1 << 15;

    private final Grid in;
    private final Grid out;
    private final Patches patches;
    private final PhasedWeights phased;
    private final Activation activation;
    private final INDArray weights; // [filters, channels, height, width]
    private final INDArray bias; // [1, filters]
    private final INDArray weightGradient;
    private final INDArray biasGradient;
    private final int timesY;
    private final int timesX;
    private final int pixels; // products' rows an image
    private final int slice; // images
    private final Products products;
    private final float[] columns; // [slice * pixels * patch]
    private final float[] sums; // [slice * pixels * wide]
    private final float[] matrix; // [patch * wide]
    private float[] before = new float[0]; // [rows * outputs], only where the slope needs the sums

    /** @param in of the image before its pixels are repeated {@code timesY} and {@code timesX} times; 1 for not at all */
    ConvolutionPass(Layer layer, ConvolutionShape shape, Grid in, int timesY, int timesX) {
        Map<String, INDArray> gradients = ConvolutionParamInitializer.getInstance()
                .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
        Kernel kernel = shape.kernel();
        this.in = in;
        this.out = shape.out();
        this.timesY = timesY;
        this.timesX = timesX;
        this.activation = shape.activation();
        this.weights = layer.getParam("W");
        this.bias = layer.getParam("b");
        this.weightGradient = gradients.get("W");
        this.biasGradient = gradients.get("b");
        Taps y = Taps.of(shape.in().height(), out.height(), kernel.height(), kernel.strideY(), kernel.same(), timesY);
        Taps x = Taps.of(shape.in().width(), out.width(), kernel.width(), kernel.strideX(), kernel.same(), timesX);
        this.phased = new PhasedWeights(y, x, in.channels(), out.channels());
        this.patches =
                new Patches(in, y, x, kernel.strideY(), kernel.strideX(), out.height() / timesY, out.width() / timesX);
        this.pixels = out.height() / timesY * (out.width() / timesX);
        this.slice = Math.max(1, SLICE / (pixels * phased.patch()));
        this.products = new Products(slice * pixels, phased.patch(), phased.wide());
        this.columns = new float[slice * pixels * phased.patch()];
        this.sums = new float[slice * pixels * phased.wide()];
        this.matrix = new float[phased.patch() * phased.wide()];
    }

    @Override
    public int inputs() {
        return in.size();
    }

    @Override
    public int outputs() {
        return out.size();
    }

    @Override
    public void begin(int rows) {
        phased.spread(weights.dup('c').data().asFloat(), bias.dup('c').data().asFloat(), matrix);
        products.begin(matrix);
        if (!Slope.isTold(activation) && before.length != rows * out.size()) {
            before = new float[rows * out.size()];
        }
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to) {
        for (int first = from; first < to; first += slice) {
            int images = Math.min(slice, to - first);
            patches.gather(x, first, images, columns);
            products.forward(columns, sums, images * pixels);
            if (before.length > 0) {
                toImages(sums, before, first * out.size(), images);
            }
            activation.apply(sums);
            toImages(sums, y, first * out.size(), images);
        }
    }

    @Override
    public void backward(float[] x, float[] y, int from, int to, float[] gradient, float[] back) {
        int count = (to - from) * out.size();
        if (Slope.isTold(activation)) {
            Slope.multiply(activation, y, from * out.size(), gradient, count);
        } else {
            Slope.multiplySwish(before, from * out.size(), gradient, count);
        }
        for (int first = from; first < to; first += slice) {
            int images = Math.min(slice, to - first);
            patches.gather(x, first, images, columns);
            int at = (first - from) * out.size();
            if (timesY * timesX == 1) {
                products.backward(columns, gradient, at, images * pixels);
            } else {
                rearrange(sums, gradient, at, images, false);
                products.backward(columns, sums, 0, images * pixels);
            }
            if (back != null) {
                products.further(columns, images * pixels);
                patches.scatter(columns, back, first - from, images);
            }
        }
    }

    @Override
    public void end() {
        products.end(matrix);
        float[] byWeight = new float[(int) weights.length()];
        float[] byBias = new float[(int) bias.length()];
        phased.collect(matrix, byWeight, byBias);
        try (INDArray w = Nd4j.create(byWeight, weights.shape(), 'c');
                INDArray b = Nd4j.create(byBias, biasGradient.shape(), 'c')) {
            weightGradient.assign(w);
            biasGradient.assign(b);
        }
    }

    @Override
    public void close() {
        products.close();
    }

    /** From all pixels that a smaller one was repeated to, side by side, to images. */
    private void toImages(float[] from, float[] to, int at, int images) {
        if (timesY * timesX == 1) {
            System.arraycopy(from, 0, to, at, images * out.size());
            return;
        }
        rearrange(from, to, at, images, true);
    }

    private void rearrange(float[] phases, float[] image, int begin, int images, boolean there) {
        int run = timesX * out.channels();
        int width = out.width() / timesX;
        int at = begin;
        for (int row = 0; row < images * out.height(); row++) {
            int phase = (row / timesY * width * timesY + row % timesY) * run;
            for (int x = 0; x < width; x++, at += run, phase += timesY * run) {
                if (there) {
                    System.arraycopy(phases, phase, image, at, run);
                } else {
                    System.arraycopy(image, at, phases, phase, run);
                }
            }
        }
    }
}
