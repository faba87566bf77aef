package dev.sluice.trainer.engine;

import dev.sluice.inference.Grid;
import java.util.Arrays;

/** Lays out what a convolution's kernel covers, patch by patch, and adds patches back to where they came from. */
final class Patches {
    /** Values that are copied faster one by one: the call would take longer than the copy. */
    private static final int SHORT = 8;

    private final Grid in;
    private final Taps tapsY;
    private final Taps tapsX;
    private final int strideY;
    private final int strideX;
    private final int height;
    private final int width;

    /**
     * @param height patches one below the other
     * @param width patches side by side
     */
    Patches(Grid in, Taps tapsY, Taps tapsX, int strideY, int strideX, int height, int width) {
        this.in = in;
        this.tapsY = tapsY;
        this.tapsX = tapsX;
        this.strideY = strideY;
        this.strideX = strideX;
        this.height = height;
        this.width = width;
    }

    /**
     * @param images from {@code first} on, {@code float[rows * height * width * channels]}
     * @param into {@code float[count * patches * (patch + 1)]} or longer, overwritten; every patch ends with a 1, which the
     *     bias is a weight of
     */
    void gather(float[] images, int first, int count, float[] into) {
        int channels = in.channels();
        int patch = tapsY.size() * tapsX.size() * channels + 1;
        Arrays.fill(into, 0, count * height * width * patch, 0);
        int column = 0;
        for (int image = first; image < first + count; image++) {
            for (int oy = 0; oy < height; oy++) {
                int iy = oy * strideY + tapsY.first();
                int begin = Math.max(0, -iy);
                int end = Math.min(tapsY.size(), in.height() - iy);
                int line = image * in.size() + iy * in.width() * channels;
                for (int ox = 0; ox < width; ox++, column += patch) {
                    into[column + patch - 1] = 1;
                    int ix = ox * strideX + tapsX.first();
                    int from = Math.max(0, -ix);
                    int run = (Math.min(tapsX.size(), in.width() - ix) - from) * channels;
                    int source = line + (ix + from) * channels;
                    int target = column + from * channels;
                    for (int ky = begin; ky < end; ky++) {
                        copy(
                                images,
                                source + ky * in.width() * channels,
                                into,
                                target + ky * tapsX.size() * channels,
                                run);
                    }
                }
            }
        }
    }

    private static void copy(float[] from, int source, float[] to, int target, int count) {
        if (count > SHORT) {
            System.arraycopy(from, source, to, target, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[target + i] = from[source + i];
        }
    }

    /**
     * The way back: sums where patches overlap.
     *
     * @param into overwritten for {@code count} images from {@code first} on
     */
    void scatter(float[] columns, float[] into, int first, int count) {
        int channels = in.channels();
        int patch = tapsY.size() * tapsX.size() * channels + 1;
        Arrays.fill(into, first * in.size(), (first + count) * in.size(), 0);
        int column = 0;
        for (int image = first; image < first + count; image++) {
            for (int oy = 0; oy < height; oy++) {
                int iy = oy * strideY + tapsY.first();
                int begin = Math.max(0, -iy);
                int end = Math.min(tapsY.size(), in.height() - iy);
                int line = image * in.size() + iy * in.width() * channels;
                for (int ox = 0; ox < width; ox++, column += patch) {
                    int ix = ox * strideX + tapsX.first();
                    int from = Math.max(0, -ix);
                    int run = (Math.min(tapsX.size(), in.width() - ix) - from) * channels;
                    int target = line + (ix + from) * channels;
                    int source = column + from * channels;
                    for (int ky = begin; ky < end; ky++) {
                        add(
                                columns,
                                source + ky * tapsX.size() * channels,
                                into,
                                target + ky * in.width() * channels,
                                run);
                    }
                }
            }
        }
    }

    private static void add(float[] from, int source, float[] to, int target, int count) {
        for (int i = 0; i < count; i++) {
            to[target + i] += from[source + i];
        }
    }
}
