package dev.sluice.stream.metrics;

import dev.sluice.pipeline.AlertBudget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts what the scorer does. Meters are registered once, so that counting a record looks nothing up. */
public final class ScoringMeters {

    private final MeterRegistry registry;
    private final Counter scored;
    private final Counter anomalies;
    private final Counter fences;
    private final Counter swaps;
    private final Timer latency;
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final AtomicInteger modelVersion = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private final Counter badSilences;
    private final Counter packed;
    private final Counter packedSize;
    private final Counter packedNumbers;
    private final Openings openings;

    /** @param budget what openings are measured by */
    public ScoringMeters(MeterRegistry registry, AlertBudget budget) {
        this.registry = registry;
        openings = new Openings(
                counter(Meter.ALERTS_OPENED, null),
                counter(Meter.ALERTS_RESOLVED, null),
                counter(Meter.ALERTS_SILENCED, null),
                System::currentTimeMillis);
        badSilences = counter(Meter.SILENCES_BAD, null);
        packed = counter(Meter.PACKED, null);
        packedSize = counter(Meter.PACKED_SIZE, null);
        packedNumbers = counter(Meter.PACKED_NUMBERS, null);
        gauge(Meter.ALERTS_OPEN, openings::open);
        gauge(Meter.ALERTS_RATE, () -> budget.count() * openings.timesBudget());
        gauge(Meter.ALERTS_BUDGET, budget::count);
        gauge(Meter.SILENCES, silences::get);
        scored = counter(Meter.SCORED, null);
        anomalies = counter(Meter.ANOMALIES, null);
        fences = counter(Meter.FENCES, null);
        swaps = counter(Meter.SWAPS, null);
        latency = Timer.builder(Meter.LATENCY.metric())
                .description(Meter.LATENCY.meaning())
                .register(registry);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.put(reason, counter(Meter.DEAD_LETTERS, reason.label()));
        }
        gauge(Meter.MODEL_VERSION, modelVersion::get);
    }

    private void gauge(Meter meter, Supplier<Number> value) {
        Gauge.builder(meter.metric(), value)
                .baseUnit(meter.unit())
                .description(meter.meaning())
                .register(registry);
    }

    /** For one task. */
    public OpeningTally newTally() {
        return new OpeningTally(openings);
    }

    /** So many silences are known. */
    public void silences(int known) {
        silences.set(known);
    }

    /** A record of the silences topic that is none. */
    public void badSilence() {
        badSilences.increment();
    }

    private Counter counter(Meter meter, String tagValue) {
        Counter.Builder builder =
                Counter.builder(meter.metric()).baseUnit(meter.unit()).description(meter.meaning());
        return (tagValue == null ? builder : builder.tag(meter.tag(), tagValue)).register(registry);
    }

    /** A record was scored in so many nanoseconds. */
    public void scored(long nanos, boolean anomaly) {
        scored.increment();
        latency.record(nanos, TimeUnit.NANOSECONDS);
        if (anomaly) {
            anomalies.increment();
        }
    }

    public void deadLetter(DeadLetterReason reason) {
        deadLetters.get(reason).increment();
    }

    public void fence() {
        fences.increment();
    }

    /**
     * Records were packed together.
     *
     * @param size bytes of the message
     * @param numbers bytes of it that are numbers, times and offsets
     */
    public void packed(int records, int size, int numbers) {
        packed.increment(records);
        packedSize.increment(size);
        packedNumbers.increment(numbers);
    }

    /** A version became the active one; the first does not count as a swap. */
    public void activated(int version) {
        if (modelVersion.getAndSet(version) != 0) {
            swaps.increment();
        }
    }

    /** An artifact or activation was turned down. */
    public void rejected(String reason) {
        counter(Meter.REJECTED, reason).increment();
    }
}
