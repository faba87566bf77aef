package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {

    private final HostCheck check = new HostCheck(Set.of("Sluice.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8090",
                "127.0.0.1:8090",
                "10.1.2.3",
                "[::1]:8090",
                "sluice.example:80",
                "SLUICE.EXAMPLE"
            })
    void passesAddressesAndOwnNames(String host) {
        assertThat(check.passes(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example:8090",
                "127.0.0.1.evil.example",
                "evil.example:127",
                "1.2.3",
                "[::1",
                "evil]:1",
                "sluice.example.evil"
            })
    void turnsDownAnyOther(String host) {
        assertThat(check.passes(host)).isFalse();
    }

    @Test
    void turnsDownWhoNamesNoHost() {
        assertThat(check.passes(null)).isFalse();
    }
}
