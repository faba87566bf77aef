package dev.sluice.trainer.engine;

import java.util.Arrays;

/**
 * Between the engine's weights of a convolution, {@code [filters, channels, height, width]}, with its bias, and a matrix
 * that takes a patch of the image before its pixels were repeated to all the pixels that its middle was repeated to, {@code
 * [patch + 1, phases * filters]}. The last row is the bias.
 */
final class PhasedWeights {
    private final Taps y;
    private final Taps x;
    private final int channels;
    private final int filters;

    PhasedWeights(Taps y, Taps x, int channels, int filters) {
        this.y = y;
        this.x = x;
        this.channels = channels;
        this.filters = filters;
    }

    /** Rows of the matrix. */
    int patch() {
        return y.size() * x.size() * channels + 1;
    }

    /** Columns of the matrix. */
    int wide() {
        return y.times() * x.times() * filters;
    }

    /** The matrix, overwritten, from the weights and the bias. */
    void spread(float[] weights, float[] bias, float[] matrix) {
        Arrays.fill(matrix, 0);
        walk((weight, entry) -> matrix[entry] += weights[weight]);
        int last = (patch() - 1) * wide();
        for (int i = 0; i < wide(); i++) {
            matrix[last + i] = bias[i % filters];
        }
    }

    /** The gradients by the weights and the bias, which are 0 before, from the gradient by the matrix. */
    void collect(float[] byMatrix, float[] byWeights, float[] byBias) {
        walk((weight, entry) -> byWeights[weight] += byMatrix[entry]);
        int last = (patch() - 1) * wide();
        for (int i = 0; i < wide(); i++) {
            byBias[i % filters] += byMatrix[last + i];
        }
    }

    private void walk(Pair pair) {
        for (int phase = 0; phase < y.times() * x.times(); phase++) {
            for (int tap = 0; tap < y.kernel() * x.kernel(); tap++) {
                int row = y.pixel(phase / x.times(), tap / x.kernel()) * x.size()
                        + x.pixel(phase % x.times(), tap % x.kernel());
                for (int c = 0; c < channels; c++) {
                    for (int f = 0; f < filters; f++) {
                        pair.at(
                                (f * channels + c) * y.kernel() * x.kernel() + tap,
                                (row * channels + c) * wide() + phase * filters + f);
                    }
                }
            }
        }
    }

    private interface Pair {
        void at(int weight, int entry);
    }
}
