package dev.sluice.trainer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.Observation;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.training.TrainingRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldOutTest {

    private static History history(int rows, long millis) {
        Observation[] observations = SyntheticRows.observations(SyntheticRows.normal(rows, 3, 1));
        for (int i = 0; i < rows; i++) {
            observations[i].at(i * millis, 0);
        }
        return History.of(SyntheticRows.features(3), TrainingRows.of(observations));
    }

    @ParameterizedTest
    @CsvSource({"10000, 1000", "600, 100", "100, 20", "10, 2", "9, 1"})
    void theLatestTenthIsHeldOutOfShortHistoriesMore(int rows, int held) {
        assertThat(HoldOut.judgedFrom(history(rows, 1_000))).hasValue((rows - held) * 1_000L);
    }

    @Test
    void nothingIsHeldOutOfTooFewRowsOrOfRowsOfTheSameTime() {
        assertThat(HoldOut.judgedFrom(history(8, 1_000))).isEmpty();
        assertThat(HoldOut.judgedFrom(history(1_000, 0))).isEmpty();
    }
}
