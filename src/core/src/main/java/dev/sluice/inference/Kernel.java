package dev.sluice.inference;

/**
 * The window of a convolution: its size, the pixels it moves by, and whether the image is padded with zeros to
 * {@code ceil(side / stride)} output pixels ({@code same}, the odd zero after the image) or not at all. Every number is from
 * 1 to {@link #LARGEST}.
 */
public record Kernel(int height, int width, int strideY, int strideX, boolean same) {

    /** Largest side or stride. */
    public static final int LARGEST = 1 << 12;

    public Kernel {
        for (int side : new int[] {height, width, strideY, strideX}) {
            if (side < 1 || side > LARGEST) {
                throw new IllegalArgumentException("a kernel of " + height + " x " + width + " with strides " + strideY
                        + " and " + strideX + " must have all of them from 1 to " + LARGEST);
            }
        }
    }

    /** A square-shaped kernel that moves by one pixel over an image padded to keep its size. */
    public static Kernel same(int height, int width) {
        return new Kernel(height, width, 1, 1, true);
    }

    /** What a convolution makes of an image. */
    public Grid convolved(Grid in, int filters) {
        return new Grid(steps(in.height(), height, strideY), steps(in.width(), width, strideX), filters);
    }

    private int steps(int side, int kernel, int stride) {
        return same ? (side + stride - 1) / stride : side < kernel ? 0 : (side - kernel) / stride + 1;
    }

    /** What a transposed convolution makes of an image. */
    public Grid spread(Grid in, int filters) {
        long h = same ? (long) in.height() * strideY : (long) (in.height() - 1) * strideY + height;
        long w = same ? (long) in.width() * strideX : (long) (in.width() - 1) * strideX + width;
        return new Grid((int) Math.min(h, Integer.MAX_VALUE), (int) Math.min(w, Integer.MAX_VALUE), filters);
    }

    /** Zeros before the image where {@code outputs} steps are to cover {@code inputs} pixels. */
    public static int before(int inputs, int outputs, int kernel, int stride) {
        return Math.max(0, (outputs - 1) * stride + kernel - inputs) / 2;
    }

    static void requireWeights(float[][] weights, long rows, int columns) {
        if (weights.length == 0 || columns == 0) {
            throw new IllegalArgumentException("empty layer: " + weights.length + " x " + columns);
        }
        if (weights.length != rows) {
            throw new IllegalArgumentException(weights.length + " rows of weights, but there are " + rows + " inputs");
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i].length != columns) {
                throw new IllegalArgumentException("weights[" + i + "] has " + weights[i].length
                        + " columns, but there are " + columns + " outputs");
            }
        }
    }
}
