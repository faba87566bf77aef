package dev.sluice.inference;

/**
 * A convolution of an image, or of a window of times where the width is 1: every output pixel is
 * {@code activation(bias[f] + sum over the kernel of x * weights)}, summed in the order of kernel rows, kernel columns,
 * channels. Immutable.
 */
public final class Convolution extends FilterLayer {

    private final int top;
    private final int left;

    /**
     * @param weights {@code float[kernel height * kernel width * channels][filters]}, not copied
     * @param bias {@code float[filters]}, not copied
     * @throws IllegalArgumentException where the shapes do not match
     */
    public Convolution(Grid in, Kernel kernel, float[][] weights, float[] bias, Activation activation) {
        super(in, kernel.convolved(in, bias.length), kernel, weights, bias, activation);
        this.top = kernel.same() ? Kernel.before(in.height(), out.height(), kernel.height(), kernel.strideY()) : 0;
        this.left = kernel.same() ? Kernel.before(in.width(), out.width(), kernel.width(), kernel.strideX()) : 0;
    }

    @Override
    public void forward(float[] x, float[] y) {
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ox = 0; ox < out.width(); ox++) {
                pixel(x, oy * kernel.strideY() - top, ox * kernel.strideX() - left, y, out.at(oy, ox));
            }
        }
        activation.apply(y);
    }

    /** One output pixel. What the kernel covers of an input row lies side by side, as do the weights for it. */
    private void pixel(float[] x, int iy, int ix, float[] y, int to) {
        System.arraycopy(bias, 0, y, to, bias.length);
        int channels = in.channels();
        int fromX = Math.max(0, -ix);
        int count = (Math.min(kernel.width(), in.width() - ix) - fromX) * channels;
        int endY = Math.min(kernel.height(), in.height() - iy);
        for (int ky = Math.max(0, -iy); ky < endY; ky++) {
            RowKernel.fastest()
                    .add(
                            x,
                            in.at(iy + ky, ix + fromX),
                            count,
                            weights,
                            (ky * kernel.width() + fromX) * channels,
                            0,
                            y,
                            to);
        }
    }
}
