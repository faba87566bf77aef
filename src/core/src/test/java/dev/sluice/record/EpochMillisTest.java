package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochMillisTest {

    @ParameterizedTest
    @CsvSource({
        "2023-11-14T22:13:20Z, 1700000000000",
        "2023-11-14T22:13:20.125Z, 1700000000125",
        "2023-11-14T22:13:20.123456789Z, 1700000000123",
        "2023-11-15T00:13:20+02:00, 1700000000000",
        "2023-11-15T00:13:20+0200, 1700000000000",
        "2023-11-15T00:13:20+02, 1700000000000",
        "2023-11-14T22:13:20, 1700000000000",
        "2023-11-14 22:13:20, 1700000000000",
        "2023-11-14 22:13:20.5, 1700000000500",
        "2023-11-14 22:13, 1699999980000",
        "2023-11-14, 1699920000000",
        "' 2023-11-14 22:13:20 ', 1700000000000",
        "1700000000, 1700000000000",
        "1700000000123, 1700000000123",
        "0, 0",
        "1970-01-01T00:00:00Z, 0",
        "9999-12-31T23:59:59.999Z, 253402300799999",
    })
    void readsTheUsualForms(String text, long millis) throws Exception {
        assertThat(EpochMillis.ofText("at", text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2023-13-01T00:00:00Z",
                "2023-02-30T00:00:00Z",
                "2023-11-14T25:00:00Z",
                "2023-11-14T22:13:20Zulu",
                "2023-11-14T 22:13:20",
                "14.11.2023 22:13:20",
                "1969-12-31T23:59:59Z",
                "+999999999-01-01T00:00:00Z",
                "1.2.3",
                "--",
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> EpochMillis.ofText("at", text))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("at: expected ");
    }
}
