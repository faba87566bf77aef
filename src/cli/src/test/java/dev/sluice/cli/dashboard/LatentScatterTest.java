package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatentScatterTest {

    private final Random random = new Random(5);
    private final RecentScores scores = new RecentScores();
    private final LatentScatter scatter = new LatentScatter(scores);

    /** Most of the variance in a plane of six dimensions, whose axes are nearly as long as each other. */
    private float[] latent() {
        double a = random.nextGaussian() * 3;
        double b = random.nextGaussian() * 2.8;
        return new float[] {
            (float) (a + b),
            (float) (a - b),
            (float) random.nextGaussian() * 0.1f,
            0,
            (float) a,
            (float) (random.nextGaussian() * 0.1)
        };
    }

    private void add(int space, float[] values, long offset, float score) {
        scores.put(RecentScores.key(0, offset), score);
        scatter.accept(new LatentScatter.Sight(space, values, RecentScores.key(0, offset), 1), 0);
        scatter.settle(0);
    }

    @Test
    void showsThePlaneOfTheLargestVariance() {
        for (int i = 0; i < 100; i++) {
            add(1, latent(), i, 0.5f);
        }
        assertThat(scatter.plane().share()).isGreaterThan(0.99);
        assertThat(scatter.taken() - scatter.oldest()).isEqualTo(100);
    }

    @Test
    void pointsStayWhereTheyAreWhenThePlaneIsFittedAnew() {
        float[] landmark = {4, 3, 0, 0, 3.5f, 0};
        for (int i = 0; i < 511; i++) {
            add(1, latent(), i, 0.5f);
        }
        float[] before = scatter.plane().project(landmark);
        int generation = scatter.generation();
        for (int i = 511; i < 2_500; i++) {
            add(1, latent(), i, 0.5f);
        }
        float[] after = scatter.plane().project(landmark);
        assertThat(scatter.generation()).isGreaterThan(generation);
        assertThat((double) after[0]).isCloseTo(before[0], Offset.offset(0.5));
        assertThat((double) after[1]).isCloseTo(before[1], Offset.offset(0.5));
    }

    @Test
    void aMirroredFitIsMirroredBack() {
        float[][] rows = new float[200][];
        float[][] mirrored = new float[200][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = latent();
            mirrored[i] = rows[i].clone();
        }
        Plane first = Plane.fit(rows, null);
        Plane second = Plane.fit(mirrored, first);
        assertThat(second.project(rows[3])).usingComparatorWithPrecision(1e-3f).containsExactly(first.project(rows[3]));
    }

    @Test
    void aLatentFindsTheScoreThatComesAfterIt() {
        scatter.accept(new LatentScatter.Sight(1, latent(), RecentScores.key(2, 77), 1), 0);
        scatter.settle(100);
        assertThat(scatter.taken()).isZero();
        scores.put(RecentScores.key(2, 77), 1.5f);
        scatter.settle(200);
        assertThat(scatter.score(0)).isEqualTo(1.5f);
    }

    @Test
    void aLatentWhoseScoreNeverComesIsShownWithoutOne() {
        scatter.accept(new LatentScatter.Sight(1, latent(), RecentScores.key(0, 1), 1), 0);
        scatter.settle(5_000);
        assertThat(scatter.taken()).isEqualTo(1);
        assertThat(scatter.score(0)).isNaN();
    }

    @Test
    void anotherSpaceBeginsAnewAndALateLatentOfTheOldOneDoesNot() {
        for (int i = 0; i < 20; i++) {
            add(1, latent(), i, 0.5f);
        }
        add(4, new float[] {1, 2, 3}, 20, 0.5f);
        assertThat(scatter.space()).isEqualTo(4);
        assertThat(scatter.plane()).isNull();
        add(1, latent(), 21, 0.5f);
        assertThat(scatter.space()).isEqualTo(4);
        assertThat(scatter.taken()).isEqualTo(1);
    }

    @Test
    void latentsOfOneValueLieOnALine() {
        for (int i = 0; i < 20; i++) {
            add(1, new float[] {i}, i, 0.5f);
        }
        assertThat(scatter.position(scatter.oldest())[1]).isZero();
    }
}
