package dev.sluice.inference;

/**
 * Enlarges an image, or a window of times where the width is 1, by repeating every pixel: the way back from
 * {@link Pooling}. Immutable.
 */
public final class Upsampling implements Layer {

    private final Grid in;
    private final Grid out;
    private final int timesY;
    private final int timesX;

    /** @throws IllegalArgumentException where a factor is below 1, or the output too large */
    public Upsampling(Grid in, int timesY, int timesX) {
        if (timesY < 1 || timesX < 1 || timesY > Kernel.LARGEST || timesX > Kernel.LARGEST) {
            throw new IllegalArgumentException("an image cannot be enlarged " + timesY + " x " + timesX
                    + " times; both must be from 1 to " + Kernel.LARGEST);
        }
        long height = (long) in.height() * timesY;
        long width = (long) in.width() * timesX;
        this.in = in;
        this.out = new Grid(
                (int) Math.min(height, Integer.MAX_VALUE), (int) Math.min(width, Integer.MAX_VALUE), in.channels());
        this.timesY = timesY;
        this.timesX = timesX;
    }

    @Override
    public int inputs() {
        return in.size();
    }

    @Override
    public int outputs() {
        return out.size();
    }

    public Grid in() {
        return in;
    }

    public Grid out() {
        return out;
    }

    public int timesY() {
        return timesY;
    }

    public int timesX() {
        return timesX;
    }

    @Override
    public void forward(float[] x, float[] y) {
        int row = out.width() * out.channels();
        for (int oy = 0; oy < out.height(); oy++) {
            if (oy % timesY > 0) {
                System.arraycopy(y, (oy - 1) * row, y, oy * row, row);
                continue;
            }
            for (int ox = 0; ox < out.width(); ox++) {
                System.arraycopy(x, in.at(oy / timesY, ox / timesX), y, out.at(oy, ox), in.channels());
            }
        }
    }
}
