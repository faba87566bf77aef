package dev.sluice.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CurveTest {

    private static FieldScaler fit(Scale scale, double... column) {
        return FieldScaler.fit(new FeatureSpec("x", scale), column);
    }

    private static double[] logNormal(int n, double deviation) {
        Random random = new Random(4);
        return random.doubles(n)
                .map(u -> Math.exp(deviation * random.nextGaussian()))
                .toArray();
    }

    @Test
    void theNormalQuantileIsThatOfTheTables() {
        assertThat(NormalQuantile.of(0.5)).isZero();
        assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-8));
        assertThat(NormalQuantile.of(0.1)).isCloseTo(-1.2815515655446004, within(1e-8));
        assertThat(NormalQuantile.of(1e-3)).isCloseTo(-3.090232306167813, within(1e-8));
        assertThat(NormalQuantile.of(1 - 1e-6)).isCloseTo(4.753424308822899, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyScaleRisesAndComesBack(Scale scale) {
        for (double[] column : new double[][] {
            logNormal(3_000, 3), {1, 2, 3}, {5}, {-4, 0, 0, 0, 0, 7}, {-1e300, 1, 1e300}, {1e-300, 2e-300, 5e-300}
        }) {
            FieldScaler scaler = fit(scale, column);
            double[] sorted = Arrays.stream(column).sorted().distinct().toArray();
            float last = Float.NEGATIVE_INFINITY;
            for (double x : sorted) {
                float z = scaler.scale(x);
                assertThat(z).isGreaterThanOrEqualTo(last).isFinite();
                last = z;
            }
            for (double x : new double[] {sorted[0], sorted[sorted.length / 2]}) {
                double reach = Math.max(1, Math.abs(x));
                if (sorted[sorted.length - 1] < 1e100) {
                    assertThat(scaler.unscale(scaler.scale(x))).isCloseTo(x, within(1e-4 * reach + 1e-3));
                }
            }
            for (double x : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE}) {
                assertThat(scaler.scale(x)).isFinite();
                assertThat(scaler.unscale(scaler.scale(x))).isFinite();
            }
        }
    }

    @Test
    void quantilesMakeAnyDistributionNormal() {
        double[] column = logNormal(20_000, 2);
        FieldScaler scaler = fit(Scale.QUANTILE, column);
        double[] z = Arrays.stream(column).map(scaler::scale).sorted().toArray();

        assertThat(Quantile.ofSorted(z, 0.5)).isCloseTo(0, within(0.02));
        assertThat(Quantile.ofSorted(z, 0.8413)).isCloseTo(1, within(0.02));
        assertThat(Quantile.ofSorted(z, 0.0228)).isCloseTo(-2, within(0.03));
    }

    @Test
    void beyondTheTrainingRangeAQuantileScaleRisesOn() {
        FieldScaler scaler = fit(Scale.QUANTILE, logNormal(1_000, 1));
        float largest = scaler.scale(100);

        assertThat(scaler.scale(200)).isGreaterThan(largest);
        assertThat(scaler.unscale(scaler.scale(200))).isCloseTo(200, within(0.1));
        assertThat(scaler.scale(-50)).isLessThan(scaler.scale(-1));
    }

    @Test
    void equalQuantilesCountAsOne() {
        double[] column = new double[1_000];
        Arrays.fill(column, 0, 900, 3);
        Arrays.fill(column, 900, 1_000, 4);
        FieldScaler scaler = fit(Scale.QUANTILE, column);

        assertThat(scaler.scale(3)).isBetween(-0.3f, 0f);
        assertThat(scaler.scale(4)).isGreaterThan(1);
        assertThat(scaler.unscale(scaler.scale(3))).isCloseTo(3, within(1e-6));
    }

    @Test
    void aSignedLogIsOddAndStandardized() {
        Curve.SignedLog log = new Curve.SignedLog(2, 0, 1);
        assertThat(log.scale(2)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(log.scale(-2)).isEqualTo(-log.scale(2));
        FieldScaler scaler = fit(Scale.SIGNED_LOG, logNormal(5_000, 4));
        double mean =
                Arrays.stream(logNormal(5_000, 4)).map(scaler::scale).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.02));
    }

    @Test
    void autoIsStandardUnlessTheValuesSpanMagnitudes() {
        Random random = new Random(1);
        double[] normal = random.doubles(5_000).map(u -> random.nextGaussian()).toArray();
        double[] skewed = random.doubles(5_000).map(u -> -Math.log(u)).toArray();
        double[] spikes = normal.clone();
        spikes[7] = 1e12;
        for (double[] ordinary : new double[][] {normal, skewed, spikes, {0, 0, 0, 1e9}}) {
            assertThat(fit(Scale.AUTO, ordinary).curve()).isInstanceOf(Curve.Linear.class);
        }
        assertThat(fit(Scale.AUTO, logNormal(5_000, 4)).curve()).isInstanceOf(Curve.SignedLog.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Scale.class,
            names = {"STANDARD", "MINMAX", "MINMAX_SYMMETRIC"})
    void aFewOutliersDoNotStretchTheScale(Scale scale) {
        Random random = new Random(1);
        double[] column = random.doubles(2_000, 20, 30).toArray();
        FieldScaler clean = fit(scale, column);
        column[3] = -9_999;
        column[700] = 1e9;
        FieldScaler stained = fit(scale, column);

        assertThat(stained.scale(29) - stained.scale(21)).isCloseTo(clean.scale(29) - clean.scale(21), within(0.02f));
        assertThat(stained.scale(1e9)).isGreaterThan(10);
    }

    @Test
    void whatIsRareButAllThereIsStays() {
        double[] column = new double[2_000];
        column[5] = 1;
        assertThat(fit(Scale.MINMAX, column).scale(1)).isEqualTo(1);
    }

    @Test
    void valuesAreClippedBeforeTheyAreFittedAndScaled() {
        FeatureSpec spec = new FeatureSpec("x").with(Scale.MINMAX, Normalize.PIPELINE, new Clip(0, 10));
        FieldScaler scaler = FieldScaler.fit(spec, new double[] {-500, 0, 5, 10, 1e6, Double.NaN});

        assertThat(scaler.scale(-3)).isZero();
        assertThat(scaler.scale(12)).isEqualTo(1);
        assertThat(scaler.scale(5)).isEqualTo(0.5f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Clip(3, 3))
                .withMessage("clip: expected two finite numbers, the lower one first, got [3.0, 3.0]");
    }

    @Test
    void unusableStateIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Curve.SignedLog(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Curve.Normal(new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Curve.Normal(new double[] {2, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Curve.Normal(new double[] {Double.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Curve.Normal(new double[] {0, 1, 1, 0}));
    }
}
