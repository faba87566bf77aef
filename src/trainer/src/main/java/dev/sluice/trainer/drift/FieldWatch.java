package dev.sluice.trainer.drift;

import dev.sluice.drift.SignalReference;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldReader;
import dev.sluice.record.Untrusted;
import dev.sluice.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sees, where the features are found by themselves ({@code features: auto}), that the records have got other fields: one that
 * most of the newest records have and the champion does not know, or one of the champion's that none of them has. A field
 * counts where two looks at other records agree. Each such change is told once, until it is undone. Not thread-safe.
 */
public final class FieldWatch {
    private static final int SAMPLES = 200;
    private static final int FEWEST_SAMPLES = 50;
    private static final int NAMED = 8;

    private final PipelineConfig config;
    private Set<String> before = Set.of();
    private final Set<String> told = new TreeSet<>();
    private final Set<String> passed = new TreeSet<>(); // fields that are no features: counters, texts
    private long lastEnd = -1;

    public FieldWatch(PipelineConfig config) {
        this.config = config;
    }

    /**
     * Looks at the newest records.
     *
     * @param consumer of raw bytes, {@code read_committed}, without a group
     * @return what has changed, in words for the log; empty where nothing has, or it was told before
     */
    public Optional<String> look(Consumer<byte[], byte[]> consumer, LoadedModel champion) {
        if (!config.features().isEmpty()) {
            return Optional.empty();
        }
        Optional<NewestRecords> newest =
                NewestRecords.of(consumer, config.input().topic(), List.of());
        long end = newest.map(NewestRecords::count).orElse(0L);
        if (newest.isEmpty() || (lastEnd >= 0 && end - lastEnd < SAMPLES)) {
            return Optional.empty();
        }
        lastEnd = end;
        List<byte[]> samples = new ArrayList<>();
        newest.get().read(SAMPLES, SAMPLES, new NewestRecords.Sink() {
            @Override
            public void beginStretch() {}

            @Override
            public void accept(ConsumerRecord<byte[], byte[]> record) {
                samples.add(record.value());
            }
        });
        return changed(differences(samples, champion));
    }

    /** The changes that two looks agree on and that were not told. */
    private Optional<String> changed(Set<String> now) {
        told.retainAll(now);
        Set<String> news = new TreeSet<>(now);
        news.retainAll(before);
        news.removeAll(told);
        before = now;
        if (news.isEmpty()) {
            return Optional.empty();
        }
        told.addAll(news);
        String named = news.stream().limit(NAMED).collect(Collectors.joining(", "));
        return Optional.of(news.size() > NAMED ? named + " and " + (news.size() - NAMED) + " more" : named);
    }

    private Set<String> differences(List<byte[]> samples, LoadedModel champion) {
        Set<String> differences = new TreeSet<>();
        try (Wire wire = new Wire(config)) {
            FieldReader reader = wire.fieldReader();
            Map<String, Integer> present = new HashMap<>();
            int read = 0;
            for (byte[] sample : samples) {
                read += count(reader, sample, present) ? 1 : 0;
            }
            if (read < FEWEST_SAMPLES) {
                return differences;
            }
            Set<String> known = champion.model().features().specs().stream()
                    .filter(f -> f.type() != FeatureType.TIME)
                    .map(FeatureSpec::field)
                    .collect(Collectors.toSet());
            Set<String> seldom = seldom(champion);
            for (String field : known) {
                if (!present.containsKey(field) && !seldom.contains(field)) {
                    differences.add("field " + Untrusted.brief(field) + " is gone");
                }
            }
            Set<String> unknown = new TreeSet<>();
            for (Map.Entry<String, Integer> field : present.entrySet()) {
                if (2 * field.getValue() > read
                        && !known.contains(field.getKey())
                        && !passed.contains(field.getKey())) {
                    unknown.add(field.getKey());
                }
            }
            if (!unknown.isEmpty()) {
                Set<String> features = features(reader, samples);
                for (String field : unknown) {
                    if (features.contains(field)) {
                        differences.add("field " + Untrusted.brief(field) + " is new");
                    } else {
                        passed.add(field);
                    }
                }
            }
        }
        return differences;
    }

    /** Fields that most records did not have when the champion was made: there is nothing to it where none has. */
    private static Set<String> seldom(LoadedModel champion) {
        return champion.reference()
                .map(reference -> reference.signals().stream()
                        .filter(s -> 2 * s.counts().missing() > s.counts().rows())
                        .map(SignalReference::name)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static boolean count(FieldReader reader, byte[] sample, Map<String, Integer> present) {
        try {
            reader.read(sample).forEach((field, value) -> {
                if (value != null && (present.size() < 2 * FeatureSpec.MAX_SIZE || present.containsKey(field))) {
                    present.merge(field, 1, Integer::sum);
                }
            });
            return true;
        } catch (BadRecordException e) {
            return false;
        }
    }

    private Set<String> features(FieldReader reader, List<byte[]> samples) {
        try {
            return FeatureInference.suggest(config.input(), reader, samples).features().stream()
                    .map(FeatureSpec::field)
                    .collect(Collectors.toSet());
        } catch (ConfigException e) {
            // No feature at all, or too many: the next training says so.
            return Set.of();
        }
    }
}
