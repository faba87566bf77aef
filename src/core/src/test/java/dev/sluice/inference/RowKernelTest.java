package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every form of the inner loops must hold, to the bit. */
class RowKernelTest {

    /** Some of what rounds, overflows or has no order. */
    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        -0.0f,
        0,
        Float.MIN_VALUE,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        4.5f,
        9,
        -9
    };

    @Nested
    class PlainLoops extends Contract {
        @Override
        RowKernel kernel() {
            return new PlainRowKernel();
        }
    }

    @Nested
    class VectorApi extends Contract {
        @Override
        RowKernel kernel() {
            RowKernel kernel = RowKernel.Fastest.vectorApi();
            assumeTrue(kernel != null, "this JVM was started without --add-modules jdk.incubator.vector");
            return kernel;
        }
    }

    @Nested
    class OnceWarm extends Contract {
        @Override
        RowKernel kernel() {
            try {
                RowKernel.awaitFastest();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return RowKernel.fastest();
        }
    }

    @Test
    void isAlwaysTheSame() {
        assertThat(RowKernel.fastest()).isSameAs(RowKernel.fastest());
    }

    abstract static class Contract {

        abstract RowKernel kernel();

        @ParameterizedTest
        @CsvSource({
            "1, 1", "1, 13", "13, 1", "4, 4", "5, 7", "8, 8", "13, 13", "3, 15", "32, 16", "7, 24", "16, 32", "38, 31",
            "38, 38", "32, 40", "9, 41", "9, 63", "9, 64", "9, 65", "9, 79", "9, 96", "9, 128", "13, 207", "207, 13",
            "784, 32", "3, 4098", "4098, 3"
        })
        void rowsAreAddedInTheOrderOfTheInputs(int count, int width) {
            Random random = new Random(count * 10_007L + width);
            for (boolean special : new boolean[] {false, true}) {
                float[][] w = new float[count + 1][];
                for (int i = 0; i < w.length; i++) {
                    w[i] = values(width, special, random);
                }
                float[] x = values(count + 2, special, random);
                requireSum(x, 2, count, w, 1, 0, values(width, special, random), 0);
                requireSum(x, 0, count, w, 0, 0, values(width + 5, special, random), 3);
                requireSum(x, 0, count, w, 0, width / 3, values(width, special, random), width / 3);
                requireSum(x, 0, count, w, 0, width / 2, values(width, special, random), 0);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "1, 1", "1, 13", "13, 1", "4, 4", "5, 7", "8, 8", "13, 9", "3, 15", "32, 16", "7, 17", "16, 32", "38, 31",
            "38, 38", "32, 40", "9, 41", "9, 48", "9, 63", "9, 64", "9, 65", "9, 79", "9, 96", "9, 128", "13, 207",
            "38, 256", "784, 32", "3, 4098", "4098, 3"
        })
        void matricesAddInTheOrderOfTheInputs(int rows, int columns) {
            Random random = new Random(rows * 10_007L + columns);
            for (boolean special : new boolean[] {false, true}) {
                float[][] w = new float[rows][];
                for (int i = 0; i < rows; i++) {
                    w[i] = values(columns, special, random);
                }
                float[] x = values(rows, special, random);
                float[] start = values(columns, special, random);
                float[] expected = start.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        expected[j] += x[i] * w[i][j];
                    }
                }
                float[] y = values(columns, special, random);

                kernel().matrix(w).multiply(x, start, y);

                requireBits(y, expected);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 5, 8, 13, 38, 41, 207})
        void trianglesAreMatricesWithZerosBelow(int n) {
            Random random = new Random(n);
            float[][] w = new float[n][n];
            float[] expected = new float[n];
            float[] x = values(n, false, random);
            x[n / 2] = -0.0f;
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    w[i][j] = (float) random.nextGaussian();
                    expected[j] += x[i] * w[i][j];
                }
            }
            float[] y = new float[n];

            kernel().triangle(w).multiply(x, new float[n], y);

            requireBits(y, expected);
        }

        @Test
        void noInputsAddNothing() {
            float[] y = {1, -0.0f};

            kernel().add(new float[0], 0, 0, new float[0][], 0, 0, y, 0);

            requireBits(y, new float[] {1, -0.0f});
        }

        private void requireSum(float[] x, int from, int count, float[][] w, int row, int column, float[] y, int to) {
            float[] expected = y.clone();
            for (int i = 0; i < count; i++) {
                for (int j = column; j < w[row + i].length; j++) {
                    expected[to + j - column] += x[from + i] * w[row + i][j];
                }
            }

            kernel().add(x, from, count, w, row, column, y, to);

            requireBits(y, expected);
        }

        @ParameterizedTest
        @CsvSource({
            "1, 1, 1",
            "3, 1, 4",
            "4, 5, 2",
            "13, 8, 3",
            "16, 16, 4",
            "16, 38, 4",
            "32, 41, 4",
            "5, 64, 2",
            "9, 79, 2",
            "38, 207, 3",
            "207, 13, 4"
        })
        void blocksAreMatricesSideBySide(int rows, int columns, int blocks) {
            Random random = new Random(rows * 10_007L + columns);
            for (boolean special : new boolean[] {false, true}) {
                float[][] w = new float[rows][];
                for (int i = 0; i < rows; i++) {
                    w[i] = values(blocks * columns, special, random);
                }
                float[] x = values(blocks * rows, special, random);
                float[] start = values(blocks * columns, special, random);
                float[] expected = start.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < expected.length; j++) {
                        expected[j] += x[j / columns * rows + i] * w[i][j];
                    }
                }
                float[] y = values(blocks * columns, special, random);

                kernel().blocks(w, blocks).multiply(x, start, y);

                requireBits(y, expected);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 16, 17, 38, 41, 207})
        void transposedTrianglesAreFourInterleavedSums(int n) {
            Random random = new Random(n);
            float[][] w = new float[n][n];
            float[] expected = new float[n];
            float[] x = Arrays.copyOf(values(n, false, random), n + RowKernel.PADDING);
            x[n / 2] = -0.0f;
            for (int i = 0; i < n; i++) {
                float[] s = new float[4];
                int whole = (n - i) / 4 * 4;
                for (int j = i; j < n; j++) {
                    w[i][j] = (float) random.nextGaussian();
                    s[j < i + whole ? (j - i) % 4 : 0] += w[i][j] * x[j];
                }
                expected[i] = (s[0] + s[1]) + (s[2] + s[3]);
            }
            float[] y = values(n, true, random);

            kernel().transposedTriangle(w).multiply(x, new float[n], y);

            requireBits(y, expected);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 13, 32, 207, 4098})
        void hyperbolicTangentsAreThoseOfSingleValues(int n) {
            Random random = new Random(n);
            for (boolean special : new boolean[] {false, true}) {
                float[] x = values(n, special, random);
                float[] expected = new float[n];
                for (int i = 0; i < n; i++) {
                    expected[i] = Elementary.tanh(x[i]);
                }

                kernel().tanh(x);

                requireBits(x, expected);
            }
        }

        private static float[] values(int n, boolean special, Random random) {
            float[] values = new float[n];
            for (int i = 0; i < n; i++) {
                values[i] = special && random.nextInt(5) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : (float) (4 * random.nextGaussian());
            }
            return values;
        }

        /** One NaN is as good as another. */
        private static void requireBits(float[] actual, float[] expected) {
            for (int j = 0; j < expected.length; j++) {
                if (Float.floatToIntBits(actual[j]) != Float.floatToIntBits(expected[j])) {
                    assertThat(actual[j])
                            .as("value %d of %d", j, expected.length)
                            .isEqualTo(expected[j]);
                }
            }
            assertThat(actual).hasSameSizeAs(expected);
        }
    }
}
