package dev.sluice.trainer.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.score.Whitening;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CovarianceTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13, 38, 131})
    void whitenedRowsHaveUnitVariance(int columns) {
        Random random = new Random(columns);
        Covariance covariance = new Covariance(columns, true);
        boolean[] present = allPresent(columns);
        float[][] rows = new float[40 * columns + 200][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = correlated(columns, random);
            covariance.add(rows[i], present);
        }
        Whitening whitening = covariance.whitening(0, ridge(columns, 1e-9));
        float[] scratch = new float[columns];
        double mean = Arrays.stream(rows)
                .mapToDouble(r -> whitening.distance(r, scratch))
                .average()
                .orElseThrow();
        assertThat(mean / columns).isCloseTo(1, within(1e-3));
    }

    @Test
    void aConstantColumnDoesNotDrownTheOthers() {
        Covariance covariance = new Covariance(2, true);
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            covariance.add(new float[] {0, (float) random.nextGaussian()}, allPresent(2));
        }
        Whitening whitening = covariance.whitening(0.3, ridge(2, 0.04));
        assertThat(whitening.distance(new float[] {1, 0}, new float[2])).isCloseTo(25, within(1e-3));
    }

    @Test
    void missingValuesAreLeftOutOfTheMoments() {
        Covariance covariance = new Covariance(2, false);
        Random random = new Random(2);
        for (int i = 0; i < 4000; i++) {
            boolean holed = i % 2 == 0;
            covariance.add(
                    new float[] {holed ? 0 : (float) (2 * random.nextGaussian()), (float) random.nextGaussian()},
                    new boolean[] {!holed, true});
        }
        assertThat(covariance.variances()[0]).isCloseTo(4, within(0.4));
        assertThat(covariance.variances()[1]).isCloseTo(1, within(0.1));
    }

    private static float[] correlated(int columns, Random random) {
        float[] r = new float[columns];
        float common = (float) random.nextGaussian();
        for (int j = 0; j < columns; j++) {
            r[j] = (float) random.nextGaussian() * (1 + j % 3) + 2 * common;
        }
        return r;
    }

    private static boolean[] allPresent(int columns) {
        boolean[] present = new boolean[columns];
        Arrays.fill(present, true);
        return present;
    }

    private static double[] ridge(int columns, double value) {
        double[] ridge = new double[columns];
        Arrays.fill(ridge, value);
        return ridge;
    }
}
