package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every kernel over images against the definition, written down as plainly as can be, at odd sizes. */
class ImageLayersTest {

    private final Random random = new Random(5);

    @Test
    void convolutionsAreWhatTheyAreDefinedToBe() {
        for (int[] s : sweep()) {
            Grid in = new Grid(s[0], s[1], s[2]);
            for (boolean same : new boolean[] {true, false}) {
                Kernel k = new Kernel(s[3], s[4], s[5], s[6], same);
                if (!same && (s[3] > s[0] || s[4] > s[1])) {
                    assertThatIllegalArgumentException().isThrownBy(() -> k.convolved(in, 1));
                    continue;
                }
                float[][] w = matrix(s[3] * s[4] * s[2], s[7]);
                float[] b = vector(s[7]);
                Convolution layer = new Convolution(in, k, w, b, Activation.IDENTITY);
                float[] x = vector(in.size());
                float[] y = new float[layer.outputs()];
                layer.forward(x, y);
                Grid out = layer.out();
                int top = same ? Math.max(0, (out.height() - 1) * s[5] + s[3] - s[0]) / 2 : 0;
                int left = same ? Math.max(0, (out.width() - 1) * s[6] + s[4] - s[1]) / 2 : 0;
                for (int oy = 0; oy < out.height(); oy++) {
                    for (int ox = 0; ox < out.width(); ox++) {
                        for (int f = 0; f < s[7]; f++) {
                            double expected = b[f];
                            for (int t = 0; t < w.length; t++) {
                                int iy = oy * s[5] - top + t / s[2] / s[4];
                                int ix = ox * s[6] - left + t / s[2] % s[4];
                                expected += (double) w[t][f] * pixel(x, in, iy, ix, t % s[2]);
                            }
                            assertThat((double) y[out.at(oy, ox) + f])
                                    .as("%s %s at %d, %d, %d", in, k, oy, ox, f)
                                    .isCloseTo(expected, within(1e-4));
                        }
                    }
                }
            }
        }
    }

    @Test
    void transposedConvolutionsAreTheTransposedMatrixOfAConvolution() {
        for (int[] s : sweep()) {
            for (boolean same : new boolean[] {true, false}) {
                Grid in = new Grid(s[0], s[1], s[2]);
                Kernel k = new Kernel(s[3], s[4], s[5], s[6], same);
                TransposedConvolution layer = new TransposedConvolution(
                        in, k, matrix(s[3] * s[4] * s[2], s[7]), new float[s[7]], Activation.IDENTITY);
                // <transposed(x), z> = <x, convolution(z)> for the same kernel with inputs and outputs exchanged.
                float[][] exchanged = new float[s[3] * s[4] * s[7]][s[2]];
                for (int t = 0; t < exchanged.length; t++) {
                    for (int c = 0; c < s[2]; c++) {
                        exchanged[t][c] = layer.weights()[t / s[7] * s[2] + c][t % s[7]];
                    }
                }
                Convolution back = new Convolution(layer.out(), k, exchanged, new float[s[2]], Activation.IDENTITY);
                float[] x = vector(in.size());
                float[] z = vector(layer.outputs());
                float[] y = new float[layer.outputs()];
                float[] u = new float[back.outputs()];
                layer.forward(x, y);
                back.forward(z, u);
                assertThat(u).hasSameSizeAs(x);
                assertThat(product(y, z)).as("%s %s", in, k).isCloseTo(product(x, u), within(1e-2));
            }
        }
    }

    @Test
    void poolingTakesTheLargestOrTheMeanOfEveryPatchAndLeavesOutTheRest() {
        for (int[] s : sweep()) {
            if (s[3] > s[0] || s[4] > s[1]) {
                continue;
            }
            Grid in = new Grid(s[0], s[1], s[2]);
            float[] x = vector(in.size());
            for (Pooling.Kind kind : Pooling.Kind.values()) {
                Pooling layer = new Pooling(in, s[3], s[4], kind);
                float[] y = new float[layer.outputs()];
                layer.forward(x, y);
                for (int i = 0; i < y.length; i++) {
                    int c = i % s[2];
                    int fromY = i / s[2] / layer.out().width() * s[3];
                    int fromX = i / s[2] % layer.out().width() * s[4];
                    double largest = Double.NEGATIVE_INFINITY;
                    double sum = 0;
                    for (int p = 0; p < s[3] * s[4]; p++) {
                        double v = pixel(x, in, fromY + p / s[4], fromX + p % s[4], c);
                        largest = Math.max(largest, v);
                        sum += v;
                    }
                    double expected = kind == Pooling.Kind.MAXIMUM ? largest : sum / (s[3] * s[4]);
                    assertThat((double) y[i]).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @Test
    void upsamplingRepeatsPixels() {
        for (int[] s : sweep()) {
            Grid in = new Grid(s[0], s[1], s[2]);
            Upsampling layer = new Upsampling(in, s[3], s[4]);
            float[] x = vector(in.size());
            float[] y = new float[layer.outputs()];
            layer.forward(x, y);
            for (int i = 0; i < y.length; i++) {
                int oy = i / s[2] / layer.out().width();
                int ox = i / s[2] % layer.out().width();
                assertThat((double) y[i]).isEqualTo(pixel(x, in, oy / s[3], ox / s[4], i % s[2]));
            }
        }
    }

    @Test
    void theInputIsLeftAloneAndTheActivationApplied() {
        Grid in = new Grid(5, 4, 3);
        float[] x = vector(in.size());
        float[] before = x.clone();
        Kernel k = Kernel.same(3, 3);
        float[][] w = matrix(27, 2);
        float[] linear = forward(new Convolution(in, k, w, new float[2], Activation.IDENTITY), x);
        float[] bent = forward(new Convolution(in, k, w, new float[2], Activation.RELU), x);

        assertThat(x).isEqualTo(before);
        for (int i = 0; i < bent.length; i++) {
            assertThat(bent[i]).isEqualTo(Math.max(0, linear[i]));
        }
    }

    @Test
    void impossibleShapesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Grid(65_536, 65_536, 65_536))
                .withMessageContaining("65536 x 65536 x 65536");
        assertThatIllegalArgumentException().isThrownBy(() -> new Grid(1, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernel.same(0, 3))
                .withMessageContaining("a kernel of 0 x 3");
        Grid in = new Grid(4, 4, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pooling(in, 5, 1, Pooling.Kind.MAXIMUM))
                .withMessage("patches of 5 x 1 do not fit into an image of 4x4x1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Upsampling(in, 4_096, 4_096));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Convolution(in, Kernel.same(3, 3), new float[8][2], new float[2], Activation.RELU))
                .withMessage("8 rows of weights, but there are 9 inputs");
        Upsampling huge = new Upsampling(new Grid(1, 1, 1 << 10), 64, 64);
        Pooling tiny = new Pooling(huge.out(), 64, 64, Pooling.Kind.MAXIMUM);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(List.of(huge, tiny, huge, tiny, huge, tiny, huge, tiny)))
                .withMessageContaining("values together");
    }

    /** Height, width, channels, kernel height and width, strides, filters. */
    private List<int[]> sweep() {
        return List.of(
                new int[] {1, 1, 1, 1, 1, 1, 1, 1},
                new int[] {5, 7, 3, 3, 3, 1, 1, 4},
                new int[] {6, 5, 1, 2, 3, 2, 1, 17},
                new int[] {7, 8, 5, 4, 2, 1, 2, 2},
                new int[] {9, 1, 4, 3, 1, 1, 1, 13},
                new int[] {10, 1, 2, 5, 1, 2, 1, 8},
                new int[] {3, 11, 6, 5, 5, 2, 3, 7},
                new int[] {8, 8, 16, 3, 3, 1, 1, 32});
    }

    private static float[] forward(Layer layer, float[] x) {
        Network network = new Network(List.of(layer));
        return network.forward(x, network.newBuffers());
    }

    private static double pixel(float[] x, Grid grid, int row, int column, int channel) {
        boolean inside = row >= 0 && column >= 0 && row < grid.height() && column < grid.width();
        return inside ? x[(row * grid.width() + column) * grid.channels() + channel] : 0;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private float[][] matrix(int rows, int columns) {
        float[][] m = new float[rows][];
        for (int i = 0; i < rows; i++) {
            m[i] = vector(columns);
        }
        return m;
    }

    private float[] vector(int n) {
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }
}
