package dev.sluice.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacerTest {

    private final AtomicLong now = new AtomicLong(1_000_000_007L);
    private final long start = now.get();

    private Pacer pacer(double rate) {
        return new Pacer(rate, now::get, now::addAndGet);
    }

    @Test
    void givesEachTurnItsDeadline() {
        Pacer pacer = pacer(1_000);
        for (int i = 0; i < 5_000; i++) {
            pacer.awaitTurn(() -> false);
            assertThat(now.get() - start).isEqualTo(i * 1_000_000L);
        }
    }

    @Test
    void catchesUpAfterADelay() {
        Pacer pacer = pacer(10);
        pacer.awaitTurn(() -> false);
        now.addAndGet(450_000_000);
        for (int i = 0; i < 4; i++) {
            pacer.awaitTurn(() -> false);
            assertThat(now.get() - start).isEqualTo(450_000_000);
        }
        pacer.awaitTurn(() -> false);
        assertThat(now.get() - start).isEqualTo(500_000_000);
    }

    @Test
    void waitsForNothingWithoutARate() {
        Pacer pacer = pacer(0);
        for (int i = 0; i < 100; i++) {
            pacer.awaitTurn(() -> false);
        }
        assertThat(now.get()).isEqualTo(start);
    }

    @Test
    void stopsWaitingWhenItIsToldTo() {
        Pacer pacer = new Pacer(0.001, now::get, nanos -> {});
        pacer.awaitTurn(() -> false);
        pacer.awaitTurn(() -> true);
        assertThat(now.get()).isEqualTo(start);
    }

    @Test
    void rejectsARateThatIsNone() {
        assertThatThrownBy(() -> pacer(-1)).hasMessageContaining("got -1.0");
        assertThatThrownBy(() -> pacer(Double.NaN)).hasMessageContaining("got NaN");
    }
}
