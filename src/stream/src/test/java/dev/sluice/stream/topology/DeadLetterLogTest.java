package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadLetterLogTest {

    @Test
    void warnsOfOneInTenSeconds() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
        DeadLetterLog log = new DeadLetterLog(now::get);

        assertThat(log.add("telemetry", 0, 1, "reason")).isTrue();
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(log.add("telemetry", 0, 2, "reason")).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(log.add("telemetry", 0, 3, "reason")).isTrue();
        assertThat(log.add("telemetry", 0, 4, "reason")).isFalse();
    }
}
