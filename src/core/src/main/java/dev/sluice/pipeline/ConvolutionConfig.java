package dev.sluice.pipeline;

import java.util.List;

/**
 * The layers of a convolutional autoencoder.
 *
 * @param shape {@code [height, width, channels]} of an image or {@code [times, features]} of a window; empty to go by the
 *     number of features: a square image, or else one value at a time
 * @param filters of each convolution of the encoder, mirrored in the decoder
 * @param kernel side of the kernels
 * @param pool side of what is pooled after each convolution, where it divides the image
 * @param pooling how
 * @param upsampling the way back
 */
public record ConvolutionConfig(
        List<Integer> shape,
        List<Integer> filters,
        int kernel,
        int pool,
        PoolingKind pooling,
        UpsamplingKind upsampling) {

    public static final ConvolutionConfig DEFAULT =
            new ConvolutionConfig(List.of(), List.of(16, 32), 3, 2, PoolingKind.MAX, UpsamplingKind.NEAREST);

    /** The same layers over an image of another shape. */
    public ConvolutionConfig withShape(List<Integer> other) {
        return new ConvolutionConfig(other, filters, kernel, pool, pooling, upsampling);
    }

    public ConvolutionConfig {
        shape = List.copyOf(shape);
        filters = List.copyOf(filters);
    }
}
