package dev.sluice.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final FailureBudget budget = new FailureBudget(2, Duration.ofMinutes(5), now::get);

    @Test
    void bearsAsManyFailuresAsAllowed() {
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }

    @Test
    void forgetsFailuresThatLeftTheWindow() {
        assertThat(budget.spend()).isTrue();
        now.addAndGet(Duration.ofMinutes(4).toNanos());
        assertThat(budget.spend()).isTrue();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }

    @Test
    void saysWhatItAllows() {
        assertThat(budget).hasToString("2 in 5 minutes");
    }
}
