package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1", "1, 13", "2, 1", "3, 5", "4, 4", "5, 3", "7, 16", "8, 8", "13, 1", "13, 13", "31, 33", "64, 17",
        "207, 13", "13, 207", "784, 32", "32, 784", "4098, 3", "3, 4098"
    })
    void agreesWithANaiveDoublePrecisionReferenceAtOddSizes(int inputs, int outputs) {
        Random random = new Random(inputs * 10_007L + outputs);
        float[][] w = weights(inputs, outputs, random);
        float[] b = vector(outputs, random);
        float[] x = vector(inputs, random);

        float[] y = forward(new Dense(w, b, Activation.IDENTITY), x);

        for (int j = 0; j < outputs; j++) {
            double expected = b[j];
            double magnitude = Math.abs(b[j]);
            for (int i = 0; i < inputs; i++) {
                expected += (double) x[i] * w[i][j];
                magnitude += Math.abs((double) x[i] * w[i][j]);
            }
            // Each product and each sum rounds to half a unit in the last place.
            assertThat((double) y[j]).isCloseTo(expected, within(magnitude * (inputs + 2) * 0x1p-24 + 1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 4", "7, 2", "38, 32", "207, 5"})
    void sumsInTheOrderOfTheInputsToTheBit(int inputs, int outputs) {
        Random random = new Random(7);
        float[][] w = weights(inputs, outputs, random);
        float[] b = vector(outputs, random);
        float[] x = vector(inputs, random);

        float[] y = forward(new Dense(w, b, Activation.IDENTITY), x);

        for (int j = 0; j < outputs; j++) {
            float sum = b[j];
            for (int i = 0; i < inputs; i++) {
                sum += x[i] * w[i][j];
            }
            assertThat(y[j]).isEqualTo(sum);
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyActivationAgreesWithItsDefinition(Activation activation) {
        for (double x = -40; x <= 40; x += 0.0625) {
            double expected = definition(activation, x);
            assertThat((double) activation.of((float) x))
                    .as("%s(%s)", activation, x)
                    .isCloseTo(expected, within(1e-7 + Math.abs(expected) * 1.2e-7));
        }
    }

    private static double definition(Activation activation, double x) {
        double sigmoid = 1 / (1 + StrictMath.exp(-x));
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> Math.max(0, x);
            case LEAKYRELU -> x > 0 ? x : 0.01 * x;
            case ELU -> x > 0 ? x : StrictMath.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x));
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> sigmoid;
            case HARDSIGMOID -> Math.min(1, Math.max(0, 0.2 * x + 0.5));
            case HARDTANH -> Math.min(1, Math.max(-1, x));
            case SOFTPLUS -> StrictMath.log1p(StrictMath.exp(x));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SWISH -> x * sigmoid;
        };
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void extremeInputsStayOrderedAndFinite(Activation activation) {
        assertThat(activation.of(Float.NaN)).isNaN();
        assertThat(Float.isFinite(activation.of(1e30f))).isTrue();
        assertThat(Float.isNaN(activation.of(-1e30f))).isFalse();
        assertThat(activation.of(1e30f)).isGreaterThanOrEqualTo(activation.of(-1e30f));
    }

    @Test
    void exponentialIsFarMoreAccurateThanAFloatOverItsWholeRange() {
        Random random = new Random(3);
        for (int n = 0; n < 100_000; n++) {
            double x = random.nextDouble(-700, 700);
            double exact = StrictMath.exp(x);
            assertThat(Elementary.exp(x)).isCloseTo(exact, within(exact * 1e-11));
        }
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Elementary.exp(Double.POSITIVE_INFINITY)).isInfinite();
    }

    @Test
    void hyperbolicTangentIsOddAndAccurateOverAllFloats() {
        for (int bits = Float.floatToIntBits(1e-30f); bits < Float.floatToIntBits(20f); bits += 1_001) {
            float x = Float.intBitsToFloat(bits);
            double exact = StrictMath.tanh(x);
            float actual = Elementary.tanh(x);
            if (!(Math.abs(actual - exact) <= Math.min(2e-7, 4e-7 * exact)) || Elementary.tanh(-x) != -actual) {
                assertThat((double) actual).as("tanh(%s)", x).isCloseTo(exact, within(Math.min(2e-7, 4e-7 * exact)));
                assertThat(Elementary.tanh(-x)).isEqualTo(-actual);
            }
        }
        assertThat(Elementary.tanh(9)).isEqualTo(1);
        assertThat(Elementary.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Elementary.tanh(Float.NaN)).isNaN();
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void arraysGetTheSameBitsAsSingleValues(Activation activation) {
        for (int n : new int[] {1, 7, 64, 207}) {
            float[] x = vector(n, new Random(n));
            float[] y = x.clone();
            activation.apply(y);
            for (int i = 0; i < n; i++) {
                assertThat(y[i]).isEqualTo(activation.of(x[i]));
            }
        }
    }

    @Test
    void layersRunOneAfterTheOtherAndLeaveTheInputAlone() {
        Network network = new Network(List.of(
                new Dense(new float[][] {{1, -1}, {2, 0}}, new float[] {0.5f, 0}, Activation.RELU),
                new Dense(new float[][] {{3}, {5}}, new float[] {-1}, Activation.IDENTITY)));
        float[] x = {1, 2};

        float[] y = network.forward(x, network.newBuffers());

        // relu(0.5 + 1 + 4, -1) = (5.5, 0); 3 * 5.5 - 1
        assertThat(y).containsExactly(15.5f);
        assertThat(x).containsExactly(1, 2);
    }

    @Test
    void misfittingShapesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dense(new float[][] {{1, 2}, {3}}, new float[2], Activation.RELU))
                .withMessage("weights[1] has 1 columns, but there are 2 outputs");
        Dense twoToOne = new Dense(new float[2][1], new float[1], Activation.RELU);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(List.of(twoToOne, twoToOne)))
                .withMessage("layer 1 takes 2 values, but layer 0 gives 1");
        Network network = new Network(List.of(twoToOne));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.forward(new float[3], network.newBuffers()))
                .withMessage("expected 2 inputs, got 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new Network(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.ofLabel("tan"))
                .withMessageStartingWith("unknown activation \"tan\", expected one of identity, relu");
    }

    private static float[] forward(Dense layer, float[] x) {
        Network network = new Network(List.of(layer));
        return network.forward(x, network.newBuffers());
    }

    private static float[][] weights(int inputs, int outputs, Random random) {
        float[][] w = new float[inputs][];
        for (int i = 0; i < inputs; i++) {
            w[i] = vector(outputs, random);
        }
        return w;
    }

    private static float[] vector(int n, Random random) {
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }
}
