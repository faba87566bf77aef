package dev.sluice.trainer.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecallTest {
    private static final int ROWS = 400;

    /** Logarithms of p-values 1 / 400 to 1, each block with as many of all sizes. */
    private static Recall.Clean clean() {
        return new Recall.Clean(
                IntStream.rangeClosed(1, ROWS)
                        .mapToDouble(i -> Math.log((double) i / ROWS))
                        .toArray(),
                IntStream.range(0, ROWS).map(i -> i % Blocks.COUNT).toArray());
    }

    private static Recall recall(double... pValues) {
        double[][] stretches =
                Arrays.stream(pValues).mapToObj(p -> new double[] {Math.log(p)}).toArray(double[][]::new);
        return new Recall(
                clean(),
                stretches,
                IntStream.range(0, pValues.length).map(i -> i % Blocks.COUNT).toArray());
    }

    @Test
    void whatIsFoundIsLessOrdinaryThanAllButAHundredthOfTheCleanRows() {
        assertThat(recall(0.001, 0.009, 0.02, 0.5).found).isEqualTo(0.5);
        assertThat(recall(0.001, 0.009, 0.02, 0.5).rank).isEqualTo((1 + 0.9925 + 0.98125 + 0.50125) / 4, within(1e-9));
    }

    @Test
    void aModelThatFindsWhateverThereIsFindsNoCanary() {
        double[] alike = new double[ROWS];
        Recall recall = new Recall(new Recall.Clean(alike, new int[ROWS]), new double[][] {{0}, {0}}, new int[] {0, 1});

        assertThat(recall.found).isZero();
        assertThat(recall.rank).isEqualTo(0.5);
    }

    @Test
    void ofAMeanTheErrorIsThatOfItsBlocks() {
        Random random = new Random(1);
        double[] means = random.doubles(Blocks.COUNT).toArray();
        double mean = Arrays.stream(means).average().orElseThrow();
        double deviation =
                Math.sqrt(Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / (Blocks.COUNT - 1));
        double[] without = Arrays.stream(means)
                .map(m -> (mean * Blocks.COUNT - m) / (Blocks.COUNT - 1))
                .toArray();

        assertThat(Blocks.error(without)).isEqualTo(deviation / Math.sqrt(Blocks.COUNT), within(1e-12));
    }

    @Test
    void whereOneBlockHoldsAllThatIsLeastOrdinaryTheErrorIsLarge() {
        double[] logP = new double[ROWS];
        int[] block = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            block[i] = i * Blocks.COUNT / ROWS;
            logP[i] = Math.log(block[i] == 0 ? 0.001 : 0.5);
        }
        double[][] canaries = new double[Blocks.COUNT][];
        Arrays.setAll(canaries, s -> new double[] {Math.log(0.01)});

        Recall recall = new Recall(
                new Recall.Clean(logP, block),
                canaries,
                IntStream.range(0, Blocks.COUNT).toArray());

        assertThat(recall.found).isZero();
        assertThat(recall.foundWithout[0]).isEqualTo(1);
        assertThat(Blocks.error(recall.foundWithout)).isGreaterThan(0.9);
    }
}
