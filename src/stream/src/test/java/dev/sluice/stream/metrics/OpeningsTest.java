package dev.sluice.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.alert.Dispatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpeningsTest {

    private static final long DAY = 86_400_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong clock = new AtomicLong(20_000 * DAY);
    private final Openings openings = new Openings(count("opened"), count("resolved"), count("silenced"), clock::get);

    private Counter count(String name) {
        return Counter.builder(name).register(registry);
    }

    @Test
    void theRateIsThatOfTheLastThreeDays() {
        assertThat(openings.timesBudget()).isZero();
        openings.add(4, 1, 1, 2);
        assertThat(openings.timesBudget()).isEqualTo(2);
        clock.addAndGet(2 * DAY);
        openings.add(0, 0, 0, 2);
        assertThat(openings.timesBudget()).isEqualTo(1);
        clock.addAndGet(DAY);
        assertThat(openings.timesBudget()).isZero();
        openings.add(3, 0, 0, 4);
        assertThat(openings.timesBudget()).isCloseTo(0.5, within(1e-12));
        clock.addAndGet(400 * DAY);
        assertThat(openings.timesBudget()).isZero();
        assertThat(registry.get("opened").counter().count()).isEqualTo(7);
        assertThat(registry.get("silenced").counter().count()).isEqualTo(1);
    }

    @Test
    void aClockThatGoesBackLosesNothing() {
        openings.add(1, 0, 0, 1);
        clock.addAndGet(-5 * DAY);
        openings.add(1, 0, 0, 1);
        assertThat(openings.timesBudget()).isEqualTo(1);
    }

    @Test
    void incidentsOfATaskThatIsOverAreNotCountedAsOpen() {
        OpeningTally one = new OpeningTally(openings);
        OpeningTally other = new OpeningTally(openings);
        one.add(Dispatch.NOTHING, 3, 1e-3);
        other.add(Dispatch.NOTHING, 2, 1e-3);
        assertThat(openings.open()).isEqualTo(5);
        one.restart();
        one.restart();
        assertThat(openings.open()).isEqualTo(2);
    }
}
