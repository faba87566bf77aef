package dev.sluice.trainer.drift;

import dev.sluice.contract.Drift;
import dev.sluice.contract.SignalDrift;
import dev.sluice.drift.DriftReference;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.Untrusted;
import dev.sluice.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, between trainings, at how far the newest records are from the history that the champion was made from. A window is
 * as long as one of the parts of that history that the artifact knows, the longest of which there are records enough since
 * the training. Another champion begins anew. Not thread-safe.
 */
public final class DriftWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    /** Records of a window that are read: the distance of so many from their distribution is known within a hundredth. */
    private static final int MOST_RECORDS = 20_000;
    /** Fewer rows, because most are bad, say nothing. */
    private static final int FEWEST_ROWS = 20;

    private final PipelineConfig config;
    private LoadedModel champion;
    private Optional<DriftReference> reference = Optional.empty();
    private Confirmations confirmations = new Confirmations();
    private long lastCount;

    public DriftWatch(PipelineConfig config) {
        this.config = config;
    }

    /**
     * Looks once.
     *
     * @param consumer of raw bytes, {@code read_committed}, without a group
     * @param active the champion
     * @param now milliseconds since the epoch
     * @return what was seen; empty where there are too few new records, or the champion has no reference
     * @throws dev.sluice.registry.RegistryOutageException where the schema registry does not answer
     * @throws org.apache.kafka.common.KafkaException where the topic cannot be read
     */
    public Optional<Drift> look(Consumer<byte[], byte[]> consumer, LoadedModel active, long now) {
        if (champion == null
                || champion.model().version() != active.model().version()
                || champion.activation() != active.activation()) {
            begin(active);
        }
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Optional<NewestRecords> newest = NewestRecords.of(
                consumer,
                config.input().topic(),
                active.artifact().getProvenance().getRanges());
        long count = newest.map(NewestRecords::count).orElse(0L);
        int part = part(reference.get(), count);
        if (part < 0 || count == lastCount) {
            return Optional.empty();
        }
        lastCount = count;
        return look(newest.get(), reference.get(), part, now);
    }

    private void begin(LoadedModel active) {
        champion = active;
        reference = active.reference();
        confirmations = new Confirmations();
        lastCount = 0;
        if (reference.isEmpty()) {
            LOG.info(
                    "version {} was made without a reference: drift is told from the next version on",
                    active.model().version());
        }
    }

    /** The longest part that so many records fill; -1 where there is none. */
    private static int part(DriftReference reference, long count) {
        int part = -1;
        for (int p = 0; p < reference.parts().size() && reference.length(p) <= count; p++) {
            part = p;
        }
        return part;
    }

    private Optional<Drift> look(NewestRecords newest, DriftReference known, int part, long now) {
        long window = known.length(part);
        Measurement measured;
        try (Wire wire = new Wire(config)) {
            measured = new Measurement(
                    champion.model(),
                    known,
                    wire.decoder(champion.model().features().specs()),
                    config.input().entityField() == null);
            newest.read(window, MOST_RECORDS, measured);
        }
        if (measured.counts().rows() < FEWEST_ROWS) {
            return Optional.empty();
        }
        List<dev.sluice.drift.SignalDrift> drifts = known.compare(measured.counts(), part);
        Map<String, Boolean> changes = confirmations.look(drifts, newest.count(), window);
        tell(drifts, changes);
        return Optional.of(record(measured, drifts, now));
    }

    private void tell(List<dev.sluice.drift.SignalDrift> drifts, Map<String, Boolean> changes) {
        for (dev.sluice.drift.SignalDrift d : drifts) {
            Boolean began = changes.get(d.name());
            if (began == null) {
                continue;
            }
            if (began) {
                LOG.warn(
                        "{} drifts from what version {} was made from: stability index {} (limit {}), distance {} (limit"
                                + " {}), missing in {} (before {})",
                        Untrusted.brief(d.name()),
                        champion.model().version(),
                        figure(d.index()),
                        figure(d.indexLimit()),
                        figure(d.distance()),
                        figure(d.distanceLimit()),
                        figure(d.missing()),
                        figure(d.missingBefore()));
            } else {
                LOG.info(
                        "{} is as version {} knows it again",
                        Untrusted.brief(d.name()),
                        champion.model().version());
            }
        }
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private Drift record(Measurement measured, List<dev.sluice.drift.SignalDrift> drifts, long now) {
        Set<String> drifting = confirmations.drifting();
        List<SignalDrift> signals = new ArrayList<>();
        for (dev.sluice.drift.SignalDrift d : drifts) {
            signals.add(new SignalDrift(
                    d.name(),
                    d.index(),
                    d.indexLimit(),
                    d.distance(),
                    d.distanceLimit(),
                    d.missing(),
                    d.missingBefore(),
                    d.missingLimit(),
                    drifting.contains(d.name())));
        }
        return new Drift(
                config.pipeline(),
                champion.model().version(),
                now,
                measured.from(),
                measured.to(),
                measured.counts().rows(),
                measured.bad(),
                List.copyOf(new TreeSet<>(drifting)),
                signals);
    }
}
