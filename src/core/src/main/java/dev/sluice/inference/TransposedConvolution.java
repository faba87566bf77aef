package dev.sluice.inference;

/**
 * A convolution run backwards: every input pixel adds a multiple of the kernel to the output pixels around its place, so
 * that strides enlarge the image. Sums are in the order of input rows, input columns, kernel rows, kernel columns,
 * channels. Immutable.
 */
public final class TransposedConvolution extends FilterLayer {

    private final int top;
    private final int left;

    /**
     * @param kernel with {@code same}, the output has {@code side * stride} pixels
     * @param weights {@code float[kernel height * kernel width * channels][filters]}, not copied
     * @param bias {@code float[filters]}, not copied
     * @throws IllegalArgumentException where the shapes do not match
     */
    public TransposedConvolution(Grid in, Kernel kernel, float[][] weights, float[] bias, Activation activation) {
        super(in, kernel.spread(in, bias.length), kernel, weights, bias, activation);
        this.top = kernel.same() ? Kernel.before(out.height(), in.height(), kernel.height(), kernel.strideY()) : 0;
        this.left = kernel.same() ? Kernel.before(out.width(), in.width(), kernel.width(), kernel.strideX()) : 0;
    }

    @Override
    public void forward(float[] x, float[] y) {
        for (int o = 0; o < y.length; o += bias.length) {
            System.arraycopy(bias, 0, y, o, bias.length);
        }
        for (int iy = 0; iy < in.height(); iy++) {
            for (int ix = 0; ix < in.width(); ix++) {
                pixel(x, in.at(iy, ix), iy * kernel.strideY() - top, ix * kernel.strideX() - left, y);
            }
        }
        activation.apply(y);
    }

    /** Adds what one input pixel gives. */
    private void pixel(float[] x, int from, int oy, int ox, float[] y) {
        int channels = in.channels();
        int endY = Math.min(kernel.height(), out.height() - oy);
        int endX = Math.min(kernel.width(), out.width() - ox);
        for (int ky = Math.max(0, -oy); ky < endY; ky++) {
            for (int kx = Math.max(0, -ox); kx < endX; kx++) {
                int row = (ky * kernel.width() + kx) * channels;
                RowKernel.fastest().add(x, from, channels, weights, row, 0, y, out.at(oy + ky, ox + kx));
            }
        }
    }
}
