package dev.sluice.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.bench.data.ColumnSpread;
import dev.sluice.bench.data.Frame;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted, on rows few enough to count by hand. */
class CountsTest {

    @Test
    void verdictsArePooledOverFiles() {
        VerdictCounts counts = new VerdictCounts();
        counts.add(new boolean[] {true, true, false, false}, new boolean[] {true, false, true, false});
        counts.add(new boolean[] {true, false, false}, new boolean[] {true, false, false});
        // 2 found, 1 false alarm, 1 missed, 3 rightly quiet.
        assertThat(counts.f1()).isCloseTo(4.0 / 6, within(1e-12));
        assertThat(counts.falseAlarmRate()).isEqualTo(0.25);
        assertThat(counts.missedAlarmRate()).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void nothingFoundIsAnF1OfZero() {
        VerdictCounts counts = new VerdictCounts();
        counts.add(new boolean[] {false, false}, new boolean[] {true, false});
        assertThat(counts.f1()).isZero();
        assertThat(counts.missedAlarmRate()).isEqualTo(1);
    }

    @Test
    void alertsAreCountedInBudgets() {
        boolean[] verdicts = new boolean[2_000];
        verdicts[7] = true;
        verdicts[8] = true;
        verdicts[1_999] = true;
        assertThat(AlertRatePart.timesBudget(verdicts, 1_000)).isEqualTo(1.5);
        assertThat(AlertRatePart.timesBudget(verdicts, 10_000)).isEqualTo(15);
    }

    @Test
    void oneFieldOfEveryFewRowsIsMoved() {
        Frame normal = new Frame(
                List.of("a", "constant", "b"),
                IntStream.range(0, 20)
                        .mapToObj(i -> List.of("" + i, "5", "" + 10 * i))
                        .toList());
        ColumnSpread spread = ColumnSpread.of(normal.numbers());

        FieldShift shift = FieldShift.of(normal, spread, 3, 5, 2, new Random(1));

        assertThat(shift.moved().stream().map(FieldShift.Moved::row)).containsExactly(2, 7, 12, 17);
        double[][] before = normal.numbers();
        double[][] after = shift.frame().numbers();
        for (int row = 0; row < 20; row++) {
            for (int c = 0; c < 3; c++) {
                String field = normal.columns().get(c);
                boolean moved = shift.moved().contains(new FieldShift.Moved(row, field));
                assertThat(Math.abs(after[row][c] - before[row][c]))
                        .as("row %d, %s", row, field)
                        .isCloseTo(moved ? 3 * spread.deviation()[c] : 0, within(1e-9));
                assertThat(moved && field.equals("constant")).isFalse();
            }
        }
    }

    @Test
    void meansWeighSetsEquallyAndTellTheirSpread() {
        SetMeans means = new SetMeans();
        means.add("one", 0.9);
        means.add("one", 0.8);
        means.add("other", 0.7);
        means.add("other", 0.7);
        assertThat(means.mean()).isCloseTo(0.775, within(1e-12));
        assertThat(means.note()).isEqualTo("2 seeds: 0.75 to 0.8; one 0.85, other 0.7");
    }

    @Test
    void aLengthenedHistoryRepeatsItsRowsAlmost() {
        Frame history = new Frame(List.of("a", "constant"), List.of(List.of("0", "5"), List.of("100", "5")));
        double[][] rows = CostPart.lengthened(history, 7, new Random(1)).numbers();
        assertThat(rows).hasNumberOfRows(7);
        for (int i = 0; i < 7; i++) {
            assertThat(rows[i][0]).isCloseTo(i % 2 * 100, within(3.0));
            assertThat(rows[i][1]).isEqualTo(5);
        }
        assertThat(rows[0][0]).isNotEqualTo(rows[2][0]);
    }
}
