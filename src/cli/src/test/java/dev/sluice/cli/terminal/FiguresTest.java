package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "0.91, 0.91",
        "0.123456, 0.1235",
        "-12.3456, -12.35",
        "1234.56, 1235",
        "123456.7, 123457",
        "0.000031, 3.1e-5",
        "1e-12, 1.0e-12",
        "2.5e12, 2.5e12",
        "NaN, NaN",
        "Infinity, Infinity"
    })
    void fourDigitsAreEnough(double value, String brief) {
        assertThat(Figures.brief(value)).isEqualTo(brief);
    }

    @Test
    void sizesTimesAndCounts() {
        assertThat(Figures.bytes(512)).isEqualTo("512 B");
        assertThat(Figures.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Figures.bytes(38L << 20)).isEqualTo("38 MiB");
        assertThat(Figures.bytes(3L << 30)).isEqualTo("3.0 GiB");
        assertThat(Figures.time(1_700_000_000_000L)).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    }
}
