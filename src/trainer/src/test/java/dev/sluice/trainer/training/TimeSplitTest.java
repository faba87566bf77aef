package dev.sluice.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSplitTest {

    private static int[] numbered(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    @Test
    void everyRowHasOnePartAndTheJudgeHasTheLatestQuarter() {
        for (int rows : new int[] {8, 9, 20, 99, 100, 101, 400, 12_345}) {
            TimeSplit split = TimeSplit.of(numbered(rows), 3);

            List<Integer> all = new ArrayList<>();
            for (int[] part : List.of(split.fit(), split.validation(), split.judge())) {
                assertThat(part).isNotEmpty();
                Arrays.stream(part).forEach(all::add);
            }
            assertThat(all).hasSize(rows).doesNotHaveDuplicates();
            assertThat(split.judge()[0]).isEqualTo(rows - split.judge().length);
            assertThat(split.judge().length / (double) rows).isBetween(0.2, 0.3);
        }
    }

    @Test
    void aTenthOfTheEarlierRowsValidatesInBlocks() {
        int[] validation = TimeSplit.of(numbered(10_000), 3).validation();

        assertThat(validation.length).isEqualTo(750);
        int neighbours = 0;
        for (int i = 1; i < validation.length; i++) {
            neighbours += validation[i] == validation[i - 1] + 1 ? 1 : 0;
        }
        assertThat(neighbours).isGreaterThanOrEqualTo(740);
    }

    @Test
    void theSeedChoosesTheBlocks() {
        int rows = 1_000;

        assertThat(TimeSplit.of(numbered(rows), 3).validation())
                .isEqualTo(TimeSplit.of(numbered(rows), 3).validation());
        assertThat(Arrays.equals(
                        TimeSplit.of(numbered(rows), 3).validation(),
                        TimeSplit.of(numbered(rows), 4).validation()))
                .isFalse();
    }

    @Test
    void tooFewRowsAreRefusedWithTheNumberNeeded() {
        assertThatThrownBy(() -> TimeSplit.of(numbered(7), 3))
                .hasMessage("a model needs at least 8 rows, got 7: give it a longer history");
    }
}
