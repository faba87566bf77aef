package dev.sluice.trainer.engine;

import dev.sluice.inference.Grid;
import java.util.Arrays;

/** The forward and backward pass of a repetition of pixels. */
final class UpsamplingPass implements ImagePass {
    private final Grid in;
    private final Grid out;
    private final int timesY;
    private final int timesX;

    UpsamplingPass(Grid in, Grid out, int timesY, int timesX) {
        this.in = in;
        this.out = out;
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

    @Override
    public void forward(float[] x, float[] y, int from, int to) {
        int channels = in.channels();
        int pixel = from * out.height() * out.width();
        for (int at = from * out.size(); at < to * out.size(); pixel++, at += channels) {
            System.arraycopy(x, source(pixel), y, at, channels);
        }
    }

    @Override
    public void backward(float[] x, float[] y, int from, int to, float[] gradient, float[] back) {
        if (back == null) {
            return;
        }
        Arrays.fill(back, 0, (to - from) * in.size(), 0);
        int channels = in.channels();
        int pixel = 0;
        for (int at = 0; at < (to - from) * out.size(); pixel++, at += channels) {
            int source = source(pixel);
            for (int c = 0; c < channels; c++) {
                back[source + c] += gradient[at + c];
            }
        }
    }

    /** Where the input pixel of an output pixel is. */
    private int source(int pixel) {
        int area = out.height() * out.width();
        int y = pixel % area / out.width() / timesY;
        int x = pixel % out.width() / timesX;
        return pixel / area * in.size() + (y * in.width() + x) * in.channels();
    }
}
