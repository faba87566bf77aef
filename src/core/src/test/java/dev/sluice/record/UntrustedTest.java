package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UntrustedTest {

    @Test
    void keepsOrdinaryTextAsItIs() {
        assertThat(Untrusted.brief("Größe 🌡 = 3")).isEqualTo("Größe 🌡 = 3");
        assertThat(Untrusted.brief(null)).isEqualTo("null");
        assertThat(Untrusted.brief("x".repeat(120))).hasSize(120);
    }

    @Test
    void cutsLongText() {
        assertThat(Untrusted.brief("x".repeat(121))).isEqualTo("x".repeat(120) + "…");
        assertThat(Untrusted.brief("🌡".repeat(200))).isEqualTo("🌡".repeat(60) + "…");
    }

    @Test
    void keepsToTheFirstLineAndReplacesWhatCouldDisguiseIt() {
        assertThat(Untrusted.brief("a\nb")).isEqualTo("a");
        assertThat(Untrusted.brief("a\u0007\u001b[31m\u202e\u0085\u2028\ud800b"))
                .isEqualTo("a??[31m????b");
    }
}
