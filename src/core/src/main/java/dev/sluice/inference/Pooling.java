package dev.sluice.inference;

/**
 * Shrinks an image, or a window of times where the width is 1, to the largest or the mean value of every patch, channel
 * by channel. Patches lie side by side; what is left over at the end is left out. Immutable.
 */
public final class Pooling implements Layer {

    /** What stands for a patch. */
    public enum Kind {
        MAXIMUM,
        AVERAGE
    }

    private final Grid in;
    private final Grid out;
    private final int patchHeight;
    private final int patchWidth;
    private final Kind kind;

    /** @throws IllegalArgumentException where a patch is empty or larger than the image */
    public Pooling(Grid in, int patchHeight, int patchWidth, Kind kind) {
        if (patchHeight < 1 || patchWidth < 1 || patchHeight > in.height() || patchWidth > in.width()) {
            throw new IllegalArgumentException(
                    "patches of " + patchHeight + " x " + patchWidth + " do not fit into an image of " + in);
        }
        this.in = in;
        this.out = new Grid(in.height() / patchHeight, in.width() / patchWidth, in.channels());
        this.patchHeight = patchHeight;
        this.patchWidth = patchWidth;
        this.kind = kind;
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

    public int patchHeight() {
        return patchHeight;
    }

    public int patchWidth() {
        return patchWidth;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public void forward(float[] x, float[] y) {
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ox = 0; ox < out.width(); ox++) {
                patch(x, oy * patchHeight, ox * patchWidth, y, out.at(oy, ox));
            }
        }
        if (kind == Kind.AVERAGE) {
            float share = 1f / (patchHeight * patchWidth);
            for (int j = 0; j < y.length; j++) {
                y[j] *= share;
            }
        }
    }

    private void patch(float[] x, int fromY, int fromX, float[] y, int to) {
        System.arraycopy(x, in.at(fromY, fromX), y, to, in.channels());
        for (int py = 0; py < patchHeight; py++) {
            for (int px = py == 0 ? 1 : 0; px < patchWidth; px++) {
                int from = in.at(fromY + py, fromX + px);
                if (kind == Kind.MAXIMUM) {
                    maximum(x, from, y, to, in.channels());
                } else {
                    sum(x, from, y, to, in.channels());
                }
            }
        }
    }

    private static void maximum(float[] x, int from, float[] y, int to, int count) {
        for (int c = 0; c < count; c++) {
            y[to + c] = Math.max(y[to + c], x[from + c]);
        }
    }

    private static void sum(float[] x, int from, float[] y, int to, int count) {
        for (int c = 0; c < count; c++) {
            y[to + c] += x[from + c];
        }
    }
}
