package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.pipeline.ConfigException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassifiersTest {

    /** Three clouds in a plane and a column that never changes; row i is of class i modulo 3. */
    private static float[][] clouds(int n, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i % 3) / 3;
            rows[i] = new float[] {
                (float) (1_000 + 400 * Math.cos(angle) + 100 * random.nextGaussian()),
                (float) (0.04 * Math.sin(angle) + 0.01 * random.nextGaussian()),
                5
            };
        }
        return rows;
    }

    private static int[] labels(int n) {
        int[] labels = new int[n];
        Arrays.setAll(labels, i -> i % 3);
        return labels;
    }

    @Test
    void logisticRegressionTellsCloudsOfAnyScaleApart() {
        LogisticRegression fitted = LogisticRegression.fit(clouds(1_500, 1), labels(1_500), 3);
        int[] predicted =
                Arrays.stream(clouds(600, 2)).mapToInt(fitted::predict).toArray();
        assertThat(ClassificationScore.of(labels(600), predicted, 3).accuracy()).isGreaterThan(0.98);
    }

    @Test
    void logisticRegressionNamesTheCommonestClassWhereThereIsNothingToGoBy() {
        float[][] rows = new float[100][1];
        int[] labels = new int[100];
        Arrays.fill(labels, 0, 30, 1);
        Arrays.fill(labels, 0, 10, 2);
        LogisticRegression fitted = LogisticRegression.fit(rows, labels, 3);
        assertThat(fitted.predict(new float[] {0})).isZero();
        assertThat(fitted.predict(new float[] {1e6f})).isZero();
    }

    @Test
    void nearestNeighboursAgreeWithTheNearestCloud() {
        float[][] train = Arrays.stream(clouds(900, 3))
                .map(r -> new float[] {r[0] / 400, r[1] / 0.04f})
                .toArray(float[][]::new);
        float[][] test = Arrays.stream(clouds(300, 4))
                .map(r -> new float[] {r[0] / 400, r[1] / 0.04f})
                .toArray(float[][]::new);
        int[] predicted = new NearestNeighbours(5, train, labels(900), 3).predict(test);
        assertThat(ClassificationScore.of(labels(300), predicted, 3).accuracy()).isGreaterThan(0.98);
    }

    @Test
    void ofEquallyManyNeighboursTheNearerDecide() {
        float[][] rows = {{0}, {1}, {4}, {5}};
        int[] labels = {1, 1, 0, 0};
        NearestNeighbours neighbours = new NearestNeighbours(4, rows, labels, 2);
        assertThat(neighbours.predict(new float[][] {{1.5f}, {3.5f}})).containsExactly(1, 0);
    }

    @Test
    void scoresAreThoseWorkedOutByHand() {
        ClassificationScore score =
                ClassificationScore.of(new int[] {0, 0, 0, 1, 1, 2}, new int[] {0, 0, 1, 1, 1, 1}, 4);
        assertThat(score.rows()).isEqualTo(6);
        assertThat(score.accuracy()).isCloseTo(4.0 / 6, within(1e-12));
        // Class 0: 2 of 2 claimed, 2 of 3 found; 1: 2 of 4, 2 of 2; 2: nothing; 3 does not occur.
        assertThat(score.macroF1()).isCloseTo((0.8 + 2.0 / 3 + 0) / 3, within(1e-12));
    }

    @Test
    void classesAreNumbersInTheirOrderThenWords() {
        Classes classes = Classes.of("l", new String[] {"10", "9", null, "warm"}, new String[] {"-1", "cold"});
        assertThat(classes.names()).containsExactly("-1", "9", "10", "cold", "warm");
        assertThat(classes.indexes(new String[] {"9", "warm"})).containsExactly(1, 4);
    }

    @Test
    void labelsThatAreNoClassesAreRefused() {
        String[] two = {"a", "b"};
        assertThatThrownBy(() -> Classes.of("l", new String[] {"a", "a"}, two))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--label l: all training rows are of class \"a\"");
        assertThatThrownBy(() -> Classes.of("l", new String[] {null}, two)).hasMessageContaining("check the name");
        assertThatThrownBy(() -> Classes.of("l", two, new String[] {null})).hasMessageContaining("none of the 1 test");
        String[] many = new String[300];
        Arrays.setAll(many, i -> "v" + i);
        assertThatThrownBy(() -> Classes.of("l", many, two)).hasMessageContaining("302 distinct values");
    }

    @Test
    void aSampleIsSeededAndAscendingAndWithoutRepetition() {
        int[] sample = SeededSample.of(1_000, 100, 7);
        assertThat(sample)
                .hasSize(100)
                .isSorted()
                .doesNotHaveDuplicates()
                .containsExactly(SeededSample.of(1_000, 100, 7));
        assertThat(sample).isNotEqualTo(SeededSample.of(1_000, 100, 8));
        assertThat(SeededSample.of(3, 100, 7)).containsExactly(0, 1, 2);
    }
}
