package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownNameTest {

    @Test
    void leavesUsualNamesAlone() {
        assertThat(ShownName.of("pump-17")).isEqualTo("pump-17");
        assertThat(ShownName.of("Pumpe Süd/7 ポンプ")).isEqualTo("Pumpe Süd/7 ポンプ");
        assertThat(ShownName.of("<script>alert(1)</script>")).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void namesWhatHasNoKey() {
        assertThat(ShownName.of(null)).isEqualTo("(no key)");
        assertThat(ShownName.of("")).startsWith("#");
    }

    @Test
    void replacesWhatIsInvisibleTurnsTextAroundOrIsHalfACharacter() {
        assertThat(ShownName.of("a\u202Eb")).startsWith("a\uFFFDb#");
        assertThat(ShownName.of("a\nb")).startsWith("a\uFFFDb#");
        assertThat(ShownName.of("a\uD800")).startsWith("a\uFFFD#");
    }

    @Test
    void keepsApartWhatLooksTheSameOnceItIsCut() {
        String first = ShownName.of("x".repeat(10_000) + "1");
        String second = ShownName.of("x".repeat(10_000) + "2");
        assertThat(first).hasSizeLessThan(ShownName.LONGEST + 12).isNotEqualTo(second);
    }
}
