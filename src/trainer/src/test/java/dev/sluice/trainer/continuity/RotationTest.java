package dev.sluice.trainer.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final double TOLERANCE = 1e-12;

    private static double[][] random(int n, long seed) {
        Random random = new Random(seed);
        double[][] a = new double[n][n];
        for (double[] row : a) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return a;
    }

    private static void requireOrthogonal(double[][] r) {
        requireEqual(Matrices.product(Matrices.transposed(r), r), Matrices.identity(r.length));
    }

    private static void requireEqual(double[][] a, double[][] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[i].length; j++) {
                assertThat(a[i][j]).isCloseTo(b[i][j], within(TOLERANCE * Math.max(10, a.length)));
            }
        }
    }

    @Test
    void theRotationNextToARotationStretchedAlongAxesIsThatRotation() {
        for (int n : new int[] {1, 2, 7, 32, 65}) {
            double[][] rotation = Rotation.nearest(random(n, n));
            requireOrthogonal(rotation);
            // A symmetric positive definite factor is what is between a matrix and the rotation next to it.
            double[][] root = random(n, n + 1L);
            double[][] stretch = Matrices.product(root, Matrices.transposed(root));
            for (int i = 0; i < n; i++) {
                stretch[i][i] += 1;
            }
            requireEqual(Rotation.nearest(Matrices.product(stretch, rotation)), rotation);
        }
    }

    @Test
    void whatCarriesNothingIsTurnedAnywhereButTheSameEachTime() {
        double[][] m = new double[5][5];
        m[0][1] = 2;
        m[3][0] = -1;

        double[][] rotation = Rotation.nearest(m);

        requireOrthogonal(rotation);
        assertThat(rotation[0][1]).isCloseTo(1, within(TOLERANCE));
        assertThat(rotation[3][0]).isCloseTo(-1, within(TOLERANCE));
        assertThat(Rotation.nearest(m)).isDeepEqualTo(rotation);
        requireOrthogonal(Rotation.nearest(new double[4][4]));
    }

    @Test
    void anInverseUndoesItsMatrixAndASingularOneHasNone() {
        for (int n : new int[] {1, 2, 9, 40}) {
            double[][] a = random(n, 3L * n);
            requireEqual(Matrices.product(a, Matrices.inverse(a)), Matrices.identity(n));
        }
        assertThat(Matrices.inverse(new double[][] {{1, 2}, {2, 4}})).isNull();
    }
}
