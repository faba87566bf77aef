package dev.sluice.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FleetTest {

    @Test
    void aStepOpensAnIncidentAndNoStepOpensNone() {
        Fleet fleet = new Fleet(0, 7);
        assertThat(fleet.delay(6)).isBetween(2.0, 10.0);
        assertThat(fleet.delay(0)).isNaN();
        assertThat(fleet.delay(6)).as("counted from the first shifted record").isBetween(2.0, 10.0);
    }

    @Test
    void theSameSeedComesToTheSame() {
        Fleet one = new Fleet(0, 3);
        Fleet other = new Fleet(0, 3);
        assertThat(other.rule()).isEqualTo(one.rule());
        assertThat(other.delay(6)).isEqualTo(one.delay(6));
        one.retrain();
        assertThat(one.rule()).as("of another history").isNotEqualTo(other.rule());
    }

    @Test
    void theUpperEndIsThatOfAPoissonDistribution() {
        assertThat(RetrainsPart.upper(1)).isEqualTo(3);
        assertThat(RetrainsPart.upper(10)).isEqualTo(15);
        assertThat(RetrainsPart.upper(100)).isEqualTo(117);
    }
}
