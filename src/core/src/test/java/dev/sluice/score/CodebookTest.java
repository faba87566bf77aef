package dev.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodebookTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "64, 38", "65, 207", "7, 13"})
    void findsTheCentroidThatAPlainLoopFinds(int centroids, int columns) {
        Random random = new Random(centroids);
        float[][] c = new float[centroids][];
        for (int k = 0; k < centroids; k++) {
            c[k] = gaussian(columns, random);
        }
        Codebook codebook = new Codebook(c);
        float[] scratch = codebook.newScratch();
        for (int n = 0; n < 50; n++) {
            float[] x = gaussian(columns, random);
            boolean[] present = new boolean[columns];
            boolean complete = n % 2 == 0;
            for (int j = 0; j < columns; j++) {
                present[j] = complete || random.nextInt(3) > 0;
            }
            int nearest = codebook.nearest(x, present, complete, scratch);
            double best = Double.MAX_VALUE;
            for (float[] centroid : c) {
                best = Math.min(best, distance(x, centroid, present));
            }
            assertThat(distance(x, c[nearest], present)).isLessThanOrEqualTo(best + 1e-4);
        }
    }

    @Test
    void takesTheFirstOfEquallyNearCentroids() {
        Codebook codebook = new Codebook(new float[][] {{1}, {-1}, {1}});
        assertThat(codebook.nearest(new float[] {0}, new boolean[] {true}, true, codebook.newScratch()))
                .isZero();
    }

    @Test
    void refusesCentroidsThatDifferInWidth() {
        assertThatThrownBy(() -> new Codebook(new float[][] {{1, 2}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("centroid 1 has 1 columns");
        assertThatThrownBy(() -> new Codebook(new float[0][])).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] gaussian(int columns, Random random) {
        float[] x = new float[columns];
        for (int j = 0; j < columns; j++) {
            x[j] = (float) random.nextGaussian();
        }
        return x;
    }

    private static double distance(float[] x, float[] c, boolean[] present) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += present[j] ? ((double) x[j] - c[j]) * ((double) x[j] - c[j]) : 0;
        }
        return sum;
    }
}
