package dev.sluice.cli.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "pump-*, pump-7, true",
        "pump-*, pump-, true",
        "pump-*, pumps, false",
        "*, '', true",
        "?, '', false",
        "pump-?, pump-7, true",
        "pump-?, pump-77, false",
        "*7, pump-77, true",
        "*a*b, xaxxbxb, true",
        "*a*b, xaxxbxc, false",
        "p.mp, pump, false",
        "[a], a, false",
        "'', '', true",
        "'', a, false"
    })
    void starsAreAnyCharactersAndQuestionMarksOne(String glob, String name, boolean matches) {
        assertThat(Glob.of(glob).matches(name)).isEqualTo(matches);
    }

    @Test
    void aHostileOneTakesNoLongerThanItsLengths() {
        Glob hostile = Glob.of("a*".repeat(200) + "b");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(hostile.matches("a".repeat(400))).isFalse());
    }
}
