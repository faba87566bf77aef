package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncidentTest {

    @Test
    void consecutiveAnomalousRowsAreOneIncident() {
        boolean[] labels = {true, false, false, true, true, false, true};
        assertThat(Incident.of(labels))
                .containsExactly(new Incident(1, 0, 1), new Incident(2, 3, 5), new Incident(3, 6, 7));
    }

    @Test
    void normalTrafficHasNone() {
        assertThat(Incident.of(new boolean[5])).isEmpty();
        assertThat(Incident.of(new boolean[0])).isEmpty();
    }
}
