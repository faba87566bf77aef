package dev.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void pValuesOfFreshNormalRowsAreTheShareThatExceedsThem() {
        Random random = new Random(5);
        Calibration c = Calibration.fit(sample(20_000, random, CalibrationTest::chiSquare), 1e-3);
        double[] fresh = sample(200_000, random, CalibrationTest::chiSquare);
        for (double p : new double[] {0.9, 0.5, 0.1, 0.02, 0.01, 0.001}) {
            double realised = Arrays.stream(fresh)
                            .filter(s -> Calibration.pValue(c.logP(s)) <= p)
                            .count()
                    / (double) fresh.length;
            // Twenty held-out rows decide what 1e-3 means: their number varies by a fifth.
            double tolerance = p > 0.005 ? 0.25 : 0.6;
            assertThat(realised).as("p %s", p).isBetween(p * (1 - tolerance), p * (1 + tolerance));
        }
    }

    @Test
    void scoreIsOneWhereThePValueIsTheAlertProbability() {
        Calibration c = Calibration.fit(sample(5_000, new Random(1), CalibrationTest::chiSquare), 1e-4);
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (Calibration.pValue(c.logP(middle)) > 1e-4) {
                low = middle;
            } else {
                high = middle;
            }
        }
        assertThat(c.score(c.logP(high))).isCloseTo(1, within(1e-9));
        assertThat(c.score(c.logP(0))).isZero();
    }

    @Test
    void theScoreRisesStrictlyWithTheStatisticInBodyAndTail() {
        Calibration c = Calibration.fit(sample(3_000, new Random(2), CalibrationTest::chiSquare), 1e-3);
        double last = -1;
        for (double s = c.body()[0]; s < 1e9; s = s * 1.01 + 1e-6) {
            double score = c.score(c.logP(s));
            assertThat(score).isGreaterThan(last).isFinite();
            last = score;
        }
        assertThat(Calibration.pValue(c.logP(Double.MAX_VALUE))).isPositive();
    }

    @Test
    void equalAndFewHeldOutRowsStillCalibrate() {
        for (double[] statistics : new double[][] {{0}, {3}, {1, 2}, new double[500], {0, 0, 0, 7}}) {
            Calibration c = Calibration.fit(statistics, 1e-3);
            double largest = Arrays.stream(statistics).max().orElseThrow();
            assertThat(c.score(c.logP(largest))).isBetween(0.0, 1.0);
            assertThat(c.logP(largest + 1000)).isLessThan(c.logP(largest)).isFinite();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.fit(new double[0], 1e-3));
    }

    @Test
    void theTailRealisesProbabilitiesBeyondTheRowsForThinAndThickTails() {
        ToDoubleFunction<Random> exponential = r -> -Math.log(1 - r.nextDouble());
        ToDoubleFunction<Random> powerLaw = r -> Math.pow(1 - r.nextDouble(), -0.4);
        double[] median = {
            median(exponential, s -> Math.exp(-s)), median(powerLaw, s -> Math.pow(s, -2.5)),
        };
        for (double realised : median) {
            assertThat(realised).isBetween(0.7, 1.4);
        }
    }

    /** Realised over nominal, of nine histories of 20,000 rows, where the nominal probability is 1e-4. */
    private static double median(ToDoubleFunction<Random> draw, DoubleUnaryOperator survival) {
        double[] ratios = new double[9];
        for (int seed = 0; seed < ratios.length; seed++) {
            Calibration c = Calibration.fit(sample(20_000, new Random(seed), draw), 1e-4);
            ratios[seed] = survival.applyAsDouble(c.tail().quantile(1e-4)) / 1e-4;
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    @Test
    void theAlertIntervalHoldsTheNominalProbabilityAndNarrowsWithTheRows() {
        Calibration few = Calibration.fit(sample(1_000, new Random(3), CalibrationTest::chiSquare), 1e-3);
        Calibration many = Calibration.fit(sample(50_000, new Random(3), CalibrationTest::chiSquare), 1e-3);
        Calibration dependent = Calibration.fit(sample(50_000, new Random(3), CalibrationTest::chiSquare), 1e-3, 2_500);
        for (Calibration c : new Calibration[] {few, many, dependent}) {
            assertThat(c.alertInterval().low()).isLessThan(1e-3);
            assertThat(c.alertInterval().high()).isGreaterThan(1e-3);
        }
        assertThat(width(few)).isGreaterThan(width(many));
        assertThat(width(dependent)).isGreaterThan(width(many));
    }

    private static double width(Calibration c) {
        return c.alertInterval().high() / c.alertInterval().low();
    }

    @Test
    void unusableStateIsRefused() {
        WeibullTail tail = new WeibullTail(2, 0.05, 1, 1, 1);
        Calibration.Interval interval = new Calibration.Interval(1e-4, 1e-2);
        assertThatIllegalArgumentException().isThrownBy(() -> new WeibullTail(2, 0.05, -0.1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeibullTail(2, 0.05, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeibullTail(0, 0.05, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeibullTail(2, Double.NaN, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration.Interval(1e-2, 1e-4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(9, new double[] {3, 2}, tail, 1, 1e-3, interval));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(9, new double[] {1, 3}, tail, 1, 1e-3, interval));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(9, new double[] {1, 2}, tail, 1, 1, interval))
                .withMessage("alertProbability must be above 0 and below 1: 1.0");
    }

    private static double[] sample(int n, Random random, ToDoubleFunction<Random> draw) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = draw.applyAsDouble(random);
        }
        return values;
    }

    private static double chiSquare(Random random) {
        double sum = 0;
        for (int i = 0; i < 8; i++) {
            double g = random.nextGaussian();
            sum += g * g;
        }
        return sum / 8;
    }

    @Test
    void repeatedStatisticsDoNotUpsetTheOrderOfTheQuantiles() {
        Random random = new Random(1);
        for (int repeat = 0; repeat < 200; repeat++) {
            double[] statistics = new double[300];
            for (int i = 0; i < statistics.length; i++) {
                statistics[i] = i % 3 == 0 ? random.nextDouble() : 0.1 * (1 + i % 7);
            }

            double[] body = Calibration.fit(statistics, 0.01).body();

            assertThat(body).isSorted();
        }
    }
}
