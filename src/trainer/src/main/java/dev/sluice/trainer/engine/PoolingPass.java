package dev.sluice.trainer.engine;

import dev.sluice.inference.Grid;
import dev.sluice.inference.Pooling;
import java.util.Arrays;

/** A pooling's forward and backward pass. The first of equal values is the largest. */
final class PoolingPass implements ImagePass {
    private final Grid in;
    private final Grid out;
    private final int patchHeight;
    private final int patchWidth;
    private final boolean maximum;
    private final float share;

    PoolingPass(Grid in, Grid out, int patchHeight, int patchWidth, Pooling.Kind kind) {
        this.in = in;
        this.out = out;
        this.patchHeight = patchHeight;
        this.patchWidth = patchWidth;
        this.maximum = kind == Pooling.Kind.MAXIMUM;
        this.share = 1f / (patchHeight * patchWidth);
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
    public void forward(float[] x, float[] y, int from, int to) {
        Arrays.fill(y, from * out.size(), to * out.size(), maximum ? Float.NEGATIVE_INFINITY : 0);
        int channels = in.channels();
        int begin = from * in.size();
        for (int row = from * in.height(); row < to * in.height(); row++) {
            int above = row / patchHeight * out.width() * channels;
            for (int px = 0; px < in.width(); px++, begin += channels) {
                int at = above + px / patchWidth * channels;
                if (maximum) {
                    for (int c = 0; c < channels; c++) {
                        y[at + c] = Math.max(y[at + c], x[begin + c]);
                    }
                } else {
                    for (int c = 0; c < channels; c++) {
                        y[at + c] += share * x[begin + c];
                    }
                }
            }
        }
    }

    @Override
    public void backward(float[] x, float[] y, int from, int to, float[] gradient, float[] back) {
        if (back == null) {
            return;
        }
        int channels = in.channels();
        int begin = 0;
        for (int row = 0; row < (to - from) * in.height(); row++) {
            int above = row / patchHeight * out.width() * channels;
            for (int px = 0; px < in.width(); px++, begin += channels) {
                int at = above + px / patchWidth * channels;
                if (maximum) {
                    give(x, from * in.size() + begin, y, from * out.size() + at, gradient, at, back, begin);
                } else {
                    for (int c = 0; c < channels; c++) {
                        back[begin + c] = share * gradient[at + c];
                    }
                }
            }
        }
    }

    /** Gives the gradient of a pixel's largest values to where they are, once; without branches, which are unforeseeable. */
    private void give(float[] x, int in, float[] y, int out, float[] gradient, int from, float[] back, int to) {
        for (int c = 0; c < this.in.channels(); c++) {
            int differs = Float.floatToRawIntBits(x[in + c]) ^ Float.floatToRawIntBits(y[out + c]);
            int kept = (differs | -differs) >> 31; // all bits where it is not the largest, else none
            int g = Float.floatToRawIntBits(gradient[from + c]);
            back[to + c] = Float.intBitsToFloat(g & ~kept);
            gradient[from + c] = Float.intBitsToFloat(g & kept);
        }
    }
}
