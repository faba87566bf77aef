package dev.sluice.pipeline;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Scale;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldReader;
import dev.sluice.record.Untrusted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the features for {@code features: auto}: every field that is numeric in sample records. */
public final class FeatureInference {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureInference.class);

    /** From this many samples on, a whole number that rises in each of them is a counter or a clock. */
    private static final int COUNTER_SAMPLES = 50;

    private static final int FIELDS_IN_MESSAGE = 8;

    private FeatureInference() {}

    /**
     * The numeric fields in the order of their first appearance, without the entity, the timestamp, counters and clocks.
     * A field is numeric where nine in ten of its values are; missing ones do not count. Bad samples are skipped.
     *
     * @param samples values of records, in the order of the topic
     * @throws ConfigException naming the topic and what was found where no field is numeric
     */
    public static List<FeatureSpec> infer(InputConfig input, List<byte[]> samples) {
        FieldReader reader = input.fieldReader();
        Map<String, FieldProfile> profiles = new LinkedHashMap<>();
        int read = 0;
        BadRecordException firstBad = null;
        for (byte[] sample : samples) {
            try {
                reader.read(sample)
                        .forEach((field, value) -> profiles.computeIfAbsent(field, f -> new FieldProfile())
                                .add(value));
                read++;
            } catch (BadRecordException e) {
                firstBad = firstBad == null ? e : firstBad;
            }
        }
        profiles.keySet().remove(input.entityField());
        profiles.keySet().remove(input.timestampField());
        profiles.keySet().removeIf(String::isBlank);
        List<FeatureSpec> features = new ArrayList<>();
        List<String> counters = new ArrayList<>();
        for (Map.Entry<String, FieldProfile> entry : profiles.entrySet()) {
            if (read >= COUNTER_SAMPLES && entry.getValue().isCounter(read)) {
                counters.add(entry.getKey());
            } else if (entry.getValue().isNumeric()) {
                features.add(new FeatureSpec(entry.getKey(), Scale.STANDARD));
            }
        }
        if (!counters.isEmpty()) {
            LOG.info(
                    "features: auto leaves out {} of topic {}: they rise from record to record, as counters and clocks "
                            + "do; list them under features to keep them",
                    Untrusted.brief(counters.toString()),
                    input.topic());
        }
        if (features.isEmpty()) {
            throw new ConfigException("features: auto finds no numeric field in topic \"" + input.topic() + "\": "
                    + found(samples.size(), read, firstBad, profiles, counters)
                    + "; check input.format, or list the features");
        }
        return features;
    }

    private static String found(
            int samples,
            int read,
            BadRecordException firstBad,
            Map<String, FieldProfile> profiles,
            List<String> counters) {
        if (samples == 0) {
            return "there were no records to look at";
        }
        if (read == 0) {
            return "none of " + samples + " records could be read, the first because of " + firstBad.getMessage();
        }
        String fields = profiles.entrySet().stream()
                .limit(FIELDS_IN_MESSAGE)
                .map(e -> Untrusted.brief(e.getKey()) + " ("
                        + (counters.contains(e.getKey())
                                ? "a counter"
                                : e.getValue().description()) + ")")
                .collect(Collectors.joining(", "));
        return read + " of " + samples + " records could be read, with "
                + (profiles.isEmpty() ? "no field at all" : "fields " + fields)
                + (profiles.size() > FIELDS_IN_MESSAGE
                        ? " and " + (profiles.size() - FIELDS_IN_MESSAGE) + " more"
                        : "");
    }
}
