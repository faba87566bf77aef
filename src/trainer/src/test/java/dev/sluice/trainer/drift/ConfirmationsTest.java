package dev.sluice.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.drift.SignalDrift;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {
    private final Confirmations confirmations = new Confirmations();

    /** @param degree of the limit */
    private Map<String, Boolean> look(double degree, long at) {
        return confirmations.look(List.of(new SignalDrift("a", degree, 1, 0, 1, 0, 0, 1)), at, 100);
    }

    @Test
    void driftBeginsWhereItLastsForAWindowThatHasNothingInCommonWithTheFirst() {
        assertThat(look(2, 1_000)).isEmpty();
        assertThat(look(2, 1_050)).isEmpty();
        assertThat(look(2, 1_099)).isEmpty();
        assertThat(look(2, 1_100)).containsExactly(Map.entry("a", true));
        assertThat(look(2, 1_200)).as("told once").isEmpty();
        assertThat(confirmations.drifting()).containsExactly("a");
    }

    @Test
    void oneLookBelowTheLimitBeginsAnew() {
        look(2, 1_000);
        look(0.9, 1_050);
        assertThat(look(2, 1_100)).isEmpty();
        assertThat(look(2, 1_150)).isEmpty();
        assertThat(confirmations.drifting()).isEmpty();
    }

    @Test
    void driftEndsWhereItIsWellBelowTheLimitForAsLong() {
        look(2, 1_000);
        look(2, 1_100);
        look(0.7, 1_200);
        assertThat(look(0.9, 1_250)).as("not well below").isEmpty();
        look(0.7, 1_300);
        assertThat(look(0.7, 1_350)).isEmpty();
        assertThat(look(0.7, 1_400)).containsExactly(Map.entry("a", false));
        assertThat(confirmations.drifting()).isEmpty();
    }
}
