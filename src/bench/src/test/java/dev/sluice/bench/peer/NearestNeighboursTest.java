package dev.sluice.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

    @Test
    void isTheMeanDistanceToTheNearestFive() {
        Random random = new Random(2);
        float[][] train = new float[300][13];
        for (float[] row : train) {
            for (int c = 0; c < row.length; c++) {
                row[c] = (float) random.nextGaussian();
            }
        }
        float[][] test = {train[17], new float[13]};
        double[] scores = new NearestNeighbours().score(train, test);
        for (int i = 0; i < test.length; i++) {
            float[] row = test[i];
            double expected = Arrays.stream(train)
                    .mapToDouble(known -> distance(known, row))
                    .sorted()
                    .limit(5)
                    .average()
                    .orElseThrow();
            assertThat(scores[i]).isCloseTo(expected, within(1e-9));
        }
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += ((double) a[c] - b[c]) * ((double) a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void theForestPutsWhatIsFarAwayAboveWhatIsNot() {
        Random random = new Random(2);
        float[][] train = new float[500][4];
        for (float[] row : train) {
            for (int c = 0; c < row.length; c++) {
                row[c] = (float) random.nextGaussian();
            }
        }
        double[] scores = new RandomCutForestPeer(1).score(train, new float[][] {new float[4], {9, -9, 9, 9}});
        assertThat(scores[1]).isGreaterThan(scores[0]);
    }
}
