package dev.sluice.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldScalerTest {

    private static final double[] COLUMN = {2, 4, 4, 4, 5, 5, 7, 9};

    @Test
    void standardSubtractsTheMeanAndDividesByTheStandardDeviation() {
        FieldScaler s = fit(Scale.STANDARD, COLUMN);
        assertThat(linear(s).center()).isCloseTo(5, within(1e-12));
        assertThat(linear(s).spread()).isCloseTo(2, within(1e-12));
        assertThat(s.level()).isEqualTo(4.5);
        assertThat(s.scale(9)).isEqualTo(2f);
    }

    @Test
    void minmaxMapsTheTrainingRangeToZeroToOne() {
        FieldScaler s = fit(Scale.MINMAX, COLUMN);
        assertThat(s.scale(2)).isZero();
        assertThat(s.scale(9)).isEqualTo(1f);
        assertThat(s.scale(5.5)).isEqualTo(0.5f);
    }

    @Test
    void symmetricMinmaxMapsTheTrainingRangeToMinusOneToOne() {
        FieldScaler s = fit(Scale.MINMAX_SYMMETRIC, COLUMN);
        assertThat(s.scale(2)).isEqualTo(-1f);
        assertThat(s.scale(9)).isEqualTo(1f);
        assertThat(s.scale(5.5)).isZero();
    }

    @Test
    void robustUsesMedianAndInterquartileRangeSoThatOneOutlierDoesNotMoveIt() {
        double[] wild = Arrays.copyOf(COLUMN, 9);
        wild[8] = 1e12;
        FieldScaler s = fit(Scale.ROBUST, wild);
        assertThat(linear(s).center()).isEqualTo(5);
        assertThat(linear(s).spread()).isEqualTo(3);
    }

    @Test
    void robustFallsBackToTheStandardDeviationWhereMostValuesAreEqual() {
        double[] column = new double[100];
        column[0] = 10;
        assertThat(linear(fit(Scale.ROBUST, column)).spread()).isCloseTo(Math.sqrt(0.99), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void aConstantColumnSurvives(Scale scale) {
        for (double constant : new double[] {0, 1, -1e300, Double.MIN_VALUE, 0.1 + 0.2}) {
            double[] column = new double[50];
            Arrays.fill(column, constant);
            FieldScaler s = fit(scale, column);
            if (s.curve() instanceof Curve.Linear linear) {
                assertThat(linear.spread()).isEqualTo(1);
            }
            assertThat(Math.abs(s.scale(constant))).isLessThanOrEqualTo(1f);
            assertThat(Float.isFinite(s.scale(constant + 1))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void aColumnWithoutAnyValueSurvives(Scale scale) {
        FieldScaler s = fit(scale, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(s.imputed()).isZero();
        assertThat(s.scale(3)).isEqualTo(3f);
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void scalingIsFiniteMonotoneAndInvertibleForEveryColumn(Scale scale) {
        Random random = new Random(11);
        for (int n = 0; n < 300; n++) {
            double[] column = hostileColumn(random);
            FieldScaler s = fit(scale, column);
            double[] probes = Arrays.copyOf(column, column.length + 4);
            probes[column.length] = Double.MAX_VALUE;
            probes[column.length + 1] = -Double.MAX_VALUE;
            probes[column.length + 2] = s.level();
            probes[column.length + 3] = 0;
            Arrays.sort(probes);
            float last = Float.NEGATIVE_INFINITY;
            for (double x : probes) {
                if (Double.isFinite(x)) {
                    float z = s.scale(x);
                    assertThat(Float.isFinite(z)).isTrue();
                    assertThat(z).isGreaterThanOrEqualTo(last);
                    last = z;
                    assertThat(Double.isFinite(s.unscale(z))).isTrue();
                    if (Math.abs(z) < 50 && s.curve() instanceof Curve.Linear linear) {
                        double tolerance =
                                linear.spread() * (Math.abs(z) + 1) * 1e-4 + Math.abs(linear.center()) * 1e-6;
                        assertThat(s.unscale(z)).isCloseTo(x, within(tolerance));
                    }
                }
            }
        }
    }

    private static double[] hostileColumn(Random random) {
        double magnitude = Math.pow(10, random.nextInt(-300, 300));
        double[] column = new double[random.nextInt(1, 60)];
        for (int i = 0; i < column.length; i++) {
            column[i] = switch (random.nextInt(8)) {
                case 0 -> Double.NaN;
                case 1 -> Double.POSITIVE_INFINITY;
                case 2 -> 0;
                case 3 -> magnitude * Math.exp(5 * random.nextGaussian());
                default -> magnitude * random.nextGaussian();
            };
        }
        return column;
    }

    @Test
    void heavyTailsGrowWithTheLogarithmBeyondTenSpreads() {
        FieldScaler s = new FieldScaler("x", Scale.STANDARD, 0, 1, 0);
        assertThat(s.scale(10)).isEqualTo(10f);
        assertThat(s.scale(-10)).isEqualTo(-10f);
        assertThat((double) s.scale(100)).isCloseTo(10 * (1 + Math.log(10)), within(1e-5));
        assertThat((double) s.scale(-100)).isCloseTo(-10 * (1 + Math.log(10)), within(1e-5));
        assertThat(s.unscale(s.scale(1000))).isCloseTo(1000, within(1e-2));
    }

    @Test
    void missingAndInfiniteValuesAreMaskedAndTakeTheNormalLevel() {
        FeatureEncoder features = FeatureEncoder.fit(
                List.of(new FeatureSpec("a", Scale.MINMAX), new FeatureSpec("b", Scale.STANDARD)), new Observation[] {
                    Observation.of(0, 1), Observation.of(10, 2), Observation.of(5, 3), Observation.of(5, Double.NaN)
                });
        float[] scaled = new float[2];
        boolean[] present = new boolean[2];

        int missing = features.encode(Observation.of(Double.NaN, Double.NEGATIVE_INFINITY), scaled, present);

        assertThat(missing).isEqualTo(2);
        assertThat(present).containsExactly(false, false);
        assertThat(scaled).containsExactly(0.5f, 0f);
        assertThat(features.encode(Observation.of(10, 2), scaled, present)).isZero();
        assertThat(present).containsExactly(true, true);
        assertThat(scaled).containsExactly(1f, 0f);
    }

    @Test
    void unusableStateIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FieldScaler("x", Scale.STANDARD, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FieldScaler("x", Scale.STANDARD, 0, Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FieldScaler("x", Scale.STANDARD, Double.NaN, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureEncoder(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.ofLabel("zscore"))
                .withMessage("unknown scale \"zscore\", expected one of standard, minmax, minmax-symmetric, robust, "
                        + "quantile, signed-log, auto");
    }

    private static Curve.Linear linear(FieldScaler scaler) {
        return (Curve.Linear) scaler.curve();
    }

    private static FieldScaler fit(Scale scale, double... column) {
        return FieldScaler.fit(new FeatureSpec("x", scale), column);
    }
}
