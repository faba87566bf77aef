package dev.sluice.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoffTest {

    private static String body(Roff page) {
        return page.toString().replaceFirst("(?s).*\\.ad l\n", "");
    }

    private static Roff page() {
        return new Roff("a", 1, "b");
    }

    @Test
    void escapesWhatRoffWouldTakeForItsOwn() {
        assertThat(body(page().text(".so \\x 'y' --no-follow")))
                .isEqualTo("\\&.so \\ex \\(aqy\\(aq \\-\\-no\\-follow\n");
        assertThat(body(page().text("'in 5"))).isEqualTo("\\(aqin 5\n");
        assertThat(body(page().bold("say \"so\""))).isEqualTo(".B \"say \"\"so\"\"\"\n");
        assertThat(body(page().text("one … two"))).isEqualTo("one \\[u2026] two\n");
    }

    @Test
    void keepsIndentedLinesAndFillsTheOthers() {
        assertThat(body(page().lines(List.of("Text,", "more.", "", "  sluice a", "  sluice b", "", "End.", ""))))
                .isEqualTo("Text,\nmore.\n.PP\n.nf\n  sluice a\n  sluice b\n.fi\n.PP\nEnd.\n");
    }
}
