package dev.sluice.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

    @ParameterizedTest
    @ValueSource(strings = {"7", "-0.5", "+1", ".5", "5.", "1e-3", "1E+10", "007", " 3 "})
    void numbersAreNumbers(String cell) {
        assertThat(Cell.isNumber(cell)).isTrue();
        assertThat(Cell.isMissing(cell)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "1d", "0x1p3", ".", "-", "e5", "1e", "1,5", "1 2", "2024-01-01", "NaN"})
    void otherTextIsNoNumber(String cell) {
        assertThat(Cell.isNumber(cell)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NaN", "nan", "-inf", "+Infinity", "-Infinity", "NA", "n/a", "NULL"})
    void wordsForMissingAreMissing(String cell) {
        assertThat(Cell.isMissing(cell)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "10", "0.5", "-1.25e-3", "1e5"})
    void someNumbersAreJsonAsTheyAre(String number) {
        assertThat(Cell.isJsonNumber(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", ".5", "5.", "007", "-.5", "5.e3", "-01"})
    void othersAreNot(String number) {
        assertThat(Cell.isJsonNumber(number)).isFalse();
    }
}
