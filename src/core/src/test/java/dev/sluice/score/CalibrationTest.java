package dev.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
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
    void theParetoTailFindsTheShapeItWasDrawnFrom() {
        for (double shape : new double[] {0, 0.2, 0.5}) {
            double[] excesses = sample(20_000, new Random(4), r -> {
                double u = r.nextDouble();
                return 2 * (shape == 0 ? -Math.log(u) : (Math.pow(u, -shape) - 1) / shape);
            });
            ParetoTail tail = ParetoTail.fit(excesses);
            assertThat(tail.shape()).isCloseTo(shape, within(0.05));
            assertThat(tail.scale()).isCloseTo(2, within(0.15));
        }
    }

    @Test
    void unusableStateIsRefused() {
        ParetoTail tail = new ParetoTail(0, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new ParetoTail(-0.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParetoTail(0.1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ParetoTail(Double.NaN, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(9, new double[] {2, 1}, 0.02, tail, 1, 1e-3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(9, new double[] {1, Double.NaN}, 0.02, tail, 1, 1e-3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(9, new double[] {1, 2}, 0.02, tail, 1, 1))
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
