package dev.sluice.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "pump-7, pump-7, true",
        "pump-7, pump-71, false",
        "pump-*, pump-, true",
        "pump-*, pump-71, true",
        "pump-*, a-pump-7, false",
        "*-7, pump-7, true",
        "p?mp-?, pump-7, true",
        "p?mp-?, pump-, false",
        "*a*b*, xaxxbx, true",
        "*a*b*, xbxxax, false",
        "a.c, abc, false",
        "*, x, true"
    })
    void matches(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void nothingIsMatchedByAStarAndByNothing() {
        assertThat(new Glob("*").matches("")).isTrue();
        assertThat(new Glob("").matches("")).isTrue();
        assertThat(new Glob("?").matches("")).isFalse();
    }

    @Test
    void aHostilePatternTakesNoLonger() {
        String pattern = "*a".repeat(2_000) + "b";
        assertThat(new Glob(pattern).matches("a".repeat(20_000))).isFalse();
    }
}
