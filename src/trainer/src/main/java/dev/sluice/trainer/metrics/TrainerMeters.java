package dev.sluice.trainer.metrics;

import dev.sluice.contract.Decision;
import dev.sluice.contract.Drift;
import dev.sluice.contract.SignalDrift;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** Counts and measures what the trainer does. Thread-safe. */
public final class TrainerMeters {
    /** Features that have meters of their own: a time series each for whoever collects them. */
    private static final int MOST_FEATURES = 1_000;

    private final MeterRegistry registry;
    private final Map<TrainerMeter, AtomicLong> gauges = new EnumMap<>(TrainerMeter.class); // bits of doubles
    private final Map<TrainerMeter, MultiGauge> features = new EnumMap<>(TrainerMeter.class);

    public TrainerMeters(MeterRegistry registry) {
        this.registry = registry;
        for (TrainerMeter meter : TrainerMeter.values()) {
            if (meter.tag() == null) {
                AtomicLong bits = new AtomicLong();
                gauges.put(meter, bits);
                Gauge.builder(meter.metric(), bits, b -> Double.longBitsToDouble(b.get()))
                        .baseUnit(meter.unit())
                        .description(meter.meaning())
                        .register(registry);
            } else if (meter != TrainerMeter.TRAININGS) {
                features.put(
                        meter,
                        MultiGauge.builder(meter.metric())
                                .description(meter.meaning())
                                .register(registry));
            }
        }
        for (Decision decision : List.of(Decision.PROMOTED, Decision.REJECTED)) {
            trainings(decision);
        }
    }

    private Counter trainings(Decision decision) {
        return Counter.builder(TrainerMeter.TRAININGS.metric())
                .tag(TrainerMeter.TRAININGS.tag(), decision.toString().toLowerCase(Locale.ROOT))
                .description(TrainerMeter.TRAININGS.meaning())
                .register(registry);
    }

    private void set(TrainerMeter meter, double value) {
        gauges.get(meter).set(Double.doubleToRawLongBits(value));
    }

    /** A network was trained in so many seconds. */
    public void trained(double seconds) {
        set(TrainerMeter.TRAINING_TIME, seconds);
    }

    /** A training ended; what was seen of drift was from the champion before. */
    public void decided(Decision decision, long timestamp) {
        trainings(decision).increment();
        set(TrainerMeter.LAST_TRAINING, timestamp / 1e3);
        if (decision == Decision.PROMOTED) {
            features.values().forEach(m -> m.register(List.of(), true));
            set(TrainerMeter.DRIFTING, 0);
        }
    }

    public void drifted(Drift drift) {
        List<SignalDrift> signals =
                drift.getSignals().stream().limit(MOST_FEATURES).toList();
        show(TrainerMeter.PSI, signals, SignalDrift::getPsi);
        show(TrainerMeter.PSI_THRESHOLD, signals, SignalDrift::getPsiThreshold);
        show(TrainerMeter.KS, signals, SignalDrift::getKs);
        show(TrainerMeter.KS_THRESHOLD, signals, SignalDrift::getKsThreshold);
        show(TrainerMeter.MISSING, signals, SignalDrift::getMissing);
        show(TrainerMeter.MISSING_BEFORE, signals, SignalDrift::getMissingBefore);
        set(TrainerMeter.DRIFTING, drift.getDrifting().size());
    }

    private void show(TrainerMeter meter, List<SignalDrift> signals, ToDoubleFunction<SignalDrift> figure) {
        features.get(meter)
                .register(
                        signals.stream()
                                .<MultiGauge.Row<?>>map(s ->
                                        MultiGauge.Row.of(Tags.of(meter.tag(), s.getName()), figure.applyAsDouble(s)))
                                .toList(),
                        true);
    }

    public void waits(boolean now) {
        set(TrainerMeter.WAITING, now ? 1 : 0);
    }

    public void standsBy(boolean now) {
        set(TrainerMeter.STANDS_BY, now ? 1 : 0);
    }
}
