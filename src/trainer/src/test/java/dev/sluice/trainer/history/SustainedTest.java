package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SustainedTest {

    private static final int KNOWN = 4_000;
    private static final int ROWS = 6_000;

    /** Independent p-values. */
    private static double[] usual(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> 1 - random.nextDouble())
                .toArray();
    }

    private static BitSet found(double[] pValues, int known) {
        BitSet rows = new BitSet();
        rows.set(0, known);
        return found(pValues, List.of(IntStream.range(0, ROWS).toArray()), rows);
    }

    /** Rows a minute apart. */
    private static BitSet found(double[] pValues, List<int[]> entities, BitSet known) {
        long[] timestamps = LongStream.range(0, ROWS).map(i -> 60_000 * i).toArray();
        return Sustained.rows(pValues, timestamps, entities, known, Duration.ofHours(10));
    }

    @Test
    void rowsThatAreUsualEachAreNotWhereTheyStaySo() {
        double[] pValues = usual(1);
        for (int i = 4_500; i < 5_000; i++) {
            pValues[i] *= 0.1;
        }
        assertThat(Arrays.stream(pValues, 4_500, 5_000).filter(p -> p < 0.005).count())
                .as("unusual by themselves")
                .isLessThan(50);

        BitSet found = found(pValues, KNOWN);

        assertThat(found.get(4_500, 5_000).cardinality()).isGreaterThan(490);
        assertThat(found.cardinality()).isLessThan(520);
    }

    @Test
    void whatTheModelWasMadeFromWentAsFarBefore() {
        double[] pValues = usual(2);
        for (int i = 4_500; i < 5_000; i++) {
            pValues[i] *= 0.1;
            pValues[i - 3_000] *= 0.1;
        }
        assertThat(found(pValues, KNOWN).isEmpty()).isTrue();
        assertThat(found(usual(3), KNOWN).isEmpty()).isTrue();
    }

    @Test
    void withoutEnoughThatIsKnownNothingIsSaid() {
        double[] pValues = usual(4);
        Arrays.fill(pValues, 3_000, 5_000, 1e-12);
        assertThat(found(pValues, 999).isEmpty()).isTrue();
        assertThat(found(pValues, 1_000).get(3_000, 5_000).cardinality()).isEqualTo(2_000);
    }

    @Test
    void whatHasNotEndedIsTakenForNormalAfterSomeTime() {
        double[] pValues = usual(7);
        Arrays.fill(pValues, ROWS - 500, ROWS, 0.05);
        assertThat(found(pValues, KNOWN).get(ROWS - 500, ROWS).cardinality())
                .as("8 hours")
                .isEqualTo(500);
        Arrays.fill(pValues, ROWS - 700, ROWS, 0.05);
        assertThat(found(pValues, KNOWN).isEmpty()).as("11 hours").isTrue();
    }

    /** An outage that was left out of the model in use must not make the next one usual. */
    @Test
    void whatWasLeftOutOfTheModelIsNoMeasure() {
        double[] pValues = usual(5);
        BitSet known = new BitSet();
        known.set(0, KNOWN);
        known.clear(1_000, 1_500);
        for (int i = 0; i < 500; i++) {
            pValues[1_000 + i] *= 0.1;
            pValues[4_500 + i] *= 0.1;
        }

        BitSet found = found(pValues, List.of(IntStream.range(0, ROWS).toArray()), known);

        assertThat(found.get(1_000, 1_500).cardinality()).isGreaterThan(490);
        assertThat(found.get(4_500, 5_000).cardinality()).isGreaterThan(490);
        assertThat(found.intersects(known)).isFalse();
    }

    @Test
    void eachEntityIsOnItsOwn() {
        double[] pValues = usual(6);
        for (int i = 4_500; i < 5_500; i += 2) {
            pValues[i] *= 0.1;
        }
        BitSet known = new BitSet();
        known.set(0, KNOWN);
        List<int[]> entities = List.of(
                IntStream.range(0, ROWS / 2).map(i -> 2 * i).toArray(),
                IntStream.range(0, ROWS / 2).map(i -> 2 * i + 1).toArray());

        BitSet found = found(pValues, entities, known);

        assertThat(found.stream().allMatch(i -> i % 2 == 0)).isTrue();
        assertThat(found.cardinality()).isBetween(490, 520);
    }
}
