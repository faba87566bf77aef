package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertBudgetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 per day per entity",
                "2.5 per hour per pipeline",
                "0.00001 per week per entity",
                "999999999 per week per pipeline",
                "1 per 1000 records",
                "0.5 per 9999999999 records"
            })
    void readsBackWhatItWrites(String text) {
        assertThat(AlertBudget.parse(text)).hasToString(text);
    }

    @Test
    void doesNotMindCaseAndSurroundingSpace() {
        assertThat(AlertBudget.parse(" 1 PER Day per Entity ")).isEqualTo(AlertBudget.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "often",
                "1",
                "1 per day",
                "0 per day per entity",
                "-1 per day per entity",
                "1 per month per entity",
                "1 per day per host",
                "0 per 10 records",
                "1 per 0 records",
                "1 per 99999999999 records",
                "99999999999 per day per entity",
                "NaN per day per entity",
            })
    void namesTheFormsWhereTextIsNone(String text) {
        assertThatThrownBy(() -> AlertBudget.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected \"<n> per <hour|day|week> per <entity|pipeline>\" or \"<n> per <n> records\", got \""
                                + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        // 86,400 records a day of one entity: one in 86,400
        "1 per day per entity, 86400, 1, PT24H, 1.1574e-5",
        // half a day: half an alert is allowed
        "1 per day per entity, 43200, 1, PT12H, 1.1574e-5",
        "1 per day per entity, 864000, 10, PT24H, 1.1574e-5",
        "1 per day per pipeline, 864000, 10, PT24H, 1.1574e-6",
        "24 per day per entity, 1000, 1, PT1H, 1e-3",
        "7 per week per entity, 86400, 1, PT24H, 1.1574e-5",
        "1 per 1000 records, 5, 1, PT1H, 1e-3",
    })
    void isAShareOfTheRecordsAtTheWindowsRate(String budget, long rows, long entities, Duration span, double share) {
        assertThat(AlertBudget.parse(budget).probability(rows, entities, span)).isCloseTo(share, within(share * 1e-4));
    }

    @Test
    void keepsWithinWhatCanBeCalibrated() {
        assertThat(AlertBudget.parse("1000 per hour per entity").probability(10, 5, Duration.ofDays(3)))
                .isEqualTo(0.2);
        assertThat(AlertBudget.parse("0.000001 per week per pipeline").probability(1_000_000, 1, Duration.ofHours(1)))
                .isEqualTo(1e-9);
        assertThat(AlertBudget.DEFAULT.probability(0, 0, Duration.ZERO)).isBetween(1e-9, 0.2);
    }
}
