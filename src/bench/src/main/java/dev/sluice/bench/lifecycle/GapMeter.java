package dev.sluice.bench.lifecycle;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.core.instrument.step.StepTimer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A registry that notes, on the scorer's own thread, the longest time from one scored record to the next. */
final class GapMeter extends SimpleMeterRegistry {

    private static final String SCORED = "sluice.score.latency";

    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong count = new AtomicLong();
    private volatile long last;

    GapMeter() {
        super(SimpleConfig.DEFAULT, Clock.SYSTEM);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig histogram, PauseDetector pauses) {
        if (!id.getName().equals(SCORED)) {
            return super.newTimer(id, histogram, pauses);
        }
        return new StepTimer(
                id,
                clock,
                histogram,
                pauses,
                TimeUnit.SECONDS,
                Duration.ofMinutes(1).toMillis(),
                false) {
            @Override
            protected void recordNonNegative(long amount, TimeUnit unit) {
                scored();
            }
        };
    }

    private void scored() {
        long now = System.nanoTime();
        long before = last;
        last = now;
        count.incrementAndGet();
        if (before != 0) {
            longest.accumulateAndGet(now - before, Math::max);
        }
    }

    /** How many records were scored. */
    long count() {
        return count.get();
    }

    /** The longest gap since this was last asked, in milliseconds. */
    double takeLongest() {
        return longest.getAndSet(0) / 1e6;
    }
}
