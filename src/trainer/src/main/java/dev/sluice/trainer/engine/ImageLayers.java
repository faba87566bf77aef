package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import dev.sluice.inference.Pooling;
import dev.sluice.pipeline.ConvolutionConfig;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.PoolingKind;
import dev.sluice.pipeline.UpsamplingKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The layers of a convolutional autoencoder: convolutions, each with a pooling, dense layers to the code, and the same
 * backwards. A side that the pooling does not divide is left as it is, so that every shape comes out as it went in.
 */
final class ImageLayers {
    private final ModelConfig config;
    private final Activation output;
    private final List<LayerShape> encoder = new ArrayList<>();
    private final List<LayerShape> decoder = new ArrayList<>();

    /** @throws IllegalArgumentException where {@code model.shape} is not one of so many features */
    ImageLayers(ModelConfig config, int features, int latent, Activation output) {
        this.config = config;
        this.output = output;
        List<Grid> before = new ArrayList<>(); // what each convolution takes
        Grid grid = grid(config.convolution().shape(), features);
        for (int filters : config.convolution().filters()) {
            before.add(grid);
            grid = shrink(grid, filters);
        }
        encoder.addAll(
                Architecture.dense(config, grid.size(), Architecture.hidden(config), latent, Activation.IDENTITY));
        List<Integer> mirrored = new ArrayList<>(Architecture.hidden(config));
        Collections.reverse(mirrored);
        decoder.addAll(Architecture.dense(config, latent, mirrored, grid.size(), config.resolvedActivation()));
        for (int l = before.size() - 1; l >= 0; l--) {
            enlarge(grid, before.get(l), l == 0);
            grid = before.get(l);
        }
    }

    List<LayerShape> encoder() {
        return encoder;
    }

    List<LayerShape> decoder() {
        return decoder;
    }

    private Grid shrink(Grid in, int filters) {
        ConvolutionConfig c = config.convolution();
        ConvolutionShape convolution =
                new ConvolutionShape(in, kernel(in, 1, 1), filters, config.resolvedActivation(), false);
        encoder.add(convolution);
        Grid out = convolution.out();
        int y = pool(out.height());
        int x = pool(out.width());
        if (y * x == 1) {
            return out;
        }
        PoolingShape pooling = new PoolingShape(
                out, y, x, c.pooling() == PoolingKind.MAX ? Pooling.Kind.MAXIMUM : Pooling.Kind.AVERAGE);
        encoder.add(pooling);
        return pooling.out();
    }

    private int pool(int side) {
        int pool = config.convolution().pool();
        return side % pool == 0 ? pool : 1;
    }

    private void enlarge(Grid in, Grid out, boolean last) {
        int y = out.height() / in.height();
        int x = out.width() / in.width();
        Activation activation = last ? output : config.resolvedActivation();
        if (config.convolution().upsampling() == UpsamplingKind.TRANSPOSED) {
            decoder.add(new ConvolutionShape(in, kernel(in, y, x), out.channels(), activation, true));
            return;
        }
        Grid grid = in;
        if (y * x > 1) {
            UpsamplingShape upsampling = new UpsamplingShape(in, y, x);
            decoder.add(upsampling);
            grid = upsampling.out();
        }
        decoder.add(new ConvolutionShape(grid, kernel(grid, 1, 1), out.channels(), activation, false));
    }

    /** The configured kernel, which is 1 wide for a window of times, and at least as large as its stride. */
    private Kernel kernel(Grid in, int strideY, int strideX) {
        int side = config.convolution().kernel();
        return new Kernel(
                in.height() == 1 && strideY == 1 ? 1 : Math.max(side, strideY),
                in.width() == 1 && strideX == 1 ? 1 : Math.max(side, strideX),
                strideY,
                strideX,
                true);
    }

    private static Grid grid(List<Integer> shape, int features) {
        Grid grid = switch (shape.size()) {
            case 0 -> {
                int side = (int) Math.round(Math.sqrt(features));
                yield side > 1 && side * side == features ? new Grid(side, side, 1) : new Grid(features, 1, 1);
            }
            case 2 -> new Grid(shape.get(0), 1, shape.get(1));
            default -> new Grid(shape.get(0), shape.get(1), shape.get(2));
        };
        if (grid.size() != features) {
            throw new IllegalArgumentException("model.shape: " + shape + " are " + grid.size()
                    + " values, but there are " + features + " features; make their product " + features);
        }
        return grid;
    }
}
