package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalComponentsTest {

    /** Two hidden causes spread over d columns, the first of them stronger. */
    private static float[][] rows(int n, int d, double noise) {
        Random random = new Random(5);
        float[][] rows = new float[n][d];
        for (float[] row : rows) {
            double a = 3 * random.nextGaussian();
            double b = random.nextGaussian();
            for (int j = 0; j < d; j++) {
                row[j] = (float) (7 + a * Math.sin(j + 1) + b * Math.cos(2 * j) + noise * random.nextGaussian());
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 13, 65})
    void asManyComponentsAsCausesRestoreEveryRow(int d) {
        float[][] rows = rows(103, d, 0);
        PrincipalComponents pca = PrincipalComponents.fit(rows, 2);
        for (float[] row : rows) {
            assertThat(pca.reconstruct(pca.project(row))).containsExactly(row, within(1e-4f));
        }
        assertThat(pca.share(0) + pca.share(1)).isCloseTo(1, within(1e-6));
    }

    @Test
    void theProjectionVariesAsTheSharesSay() {
        float[][] rows = rows(1_001, 9, 0.5);
        PrincipalComponents pca = PrincipalComponents.fit(rows, 3);
        double[] variances = new double[3];
        double product = 0;
        for (float[] row : rows) {
            float[] code = pca.project(row);
            for (int c = 0; c < 3; c++) {
                variances[c] += code[c] * code[c] / (double) rows.length;
            }
            product += code[0] * code[1] / (double) rows.length;
        }
        assertThat(variances[0]).isGreaterThan(variances[1]);
        assertThat(variances[1]).isGreaterThan(variances[2]);
        assertThat(variances[0] / variances[1]).isCloseTo(pca.share(0) / pca.share(1), within(1e-3));
        assertThat(product).isCloseTo(0, within(1e-3));
    }

    @Test
    void thereAreNoMoreComponentsThanColumns() {
        assertThat(PrincipalComponents.fit(rows(50, 4, 1), 9).size()).isEqualTo(4);
    }

    @Test
    void constantRowsAreTheirOwnMean() {
        PrincipalComponents pca = PrincipalComponents.fit(new float[][] {{1, 2}, {1, 2}, {1, 2}}, 1);
        assertThat(pca.reconstruct(pca.project(new float[] {1, 2}))).containsExactly(1, 2);
        assertThat(pca.share(0)).isZero();
    }
}
