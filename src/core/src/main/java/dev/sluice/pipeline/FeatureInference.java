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
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the features for {@code features: auto}: every field that holds numbers, arrays of numbers of one shape, or
 * booleans, in sample records.
 */
public final class FeatureInference {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureInference.class);

    /** From this many samples on, a whole number that rises in each of them is a counter or a clock. */
    private static final int COUNTER_SAMPLES = 50;

    /** Fields that are looked at: records that each have names of their own must not fill the memory. */
    private static final int MOST_FIELDS = 2 * FeatureSpec.MAX_SIZE;

    private static final int FIELDS_IN_MESSAGE = 8;

    private FeatureInference() {}

    /**
     * What sample records suggest.
     *
     * @param features the fields that {@code auto} takes, in the order of their first appearance
     * @param categories texts by field, where they are few and come again and again: such a field is offered, not taken, as
     *     only its owner knows whether it means anything
     */
    public record Suggestion(List<FeatureSpec> features, Map<String, Set<String>> categories) {
        public Suggestion {
            features = List.copyOf(features);
        }
    }

    /** The features that {@link #suggest} finds. */
    public static List<FeatureSpec> infer(InputConfig input, List<byte[]> samples) {
        return suggest(input, samples).features();
    }

    /** {@link #suggest(InputConfig, FieldReader, List)} with the reader of the input's format. */
    public static Suggestion suggest(InputConfig input, List<byte[]> samples) {
        return suggest(input, input.fieldReader(), samples);
    }

    /**
     * Looks at every field but the entity, the timestamp, counters and clocks. A field is of a type where nine in ten of its
     * values are; missing ones do not count. Bad samples are skipped.
     *
     * @param reader lists the fields of a sample
     * @param samples values of records, in the order of the topic
     * @throws ConfigException naming the topic and what was found where there is no feature
     */
    public static Suggestion suggest(InputConfig input, FieldReader reader, List<byte[]> samples) {
        Map<String, FieldProfile> profiles = new LinkedHashMap<>();
        int read = 0;
        BadRecordException firstBad = null;
        for (byte[] sample : samples) {
            try {
                reader.read(sample).forEach((field, value) -> {
                    if (profiles.size() < MOST_FIELDS || profiles.containsKey(field)) {
                        profiles.computeIfAbsent(field, f -> new FieldProfile()).add(value);
                    }
                });
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
        Map<String, Set<String>> categories = new LinkedHashMap<>();
        for (Map.Entry<String, FieldProfile> entry : profiles.entrySet()) {
            String field = entry.getKey();
            FieldProfile profile = entry.getValue();
            if (read >= COUNTER_SAMPLES && profile.isCounter(read)) {
                counters.add(field);
            } else if (profile.isNumeric()) {
                features.add(new FeatureSpec(field)
                        .with(Scale.STANDARD, input.normalize(), null)
                        .with(input.derive()));
            } else if (profile.isBoolean()) {
                features.add(FeatureSpec.bool(field));
            } else if (profile.isArray()) {
                features.add(FeatureSpec.array(field, profile.shape()));
            } else if (profile.isCategory()) {
                categories.put(field, profile.texts());
            }
        }
        if (!counters.isEmpty()) {
            LOG.info(
                    "features: auto leaves out {} of topic {}: they rise from record to record, as counters and clocks "
                            + "do; list them under features to keep them",
                    Untrusted.brief(counters.toString()),
                    input.topic());
        }
        long columns = features.stream().mapToLong(FeatureSpec::size).sum();
        if (columns > FeatureSpec.MAX_SIZE) {
            throw new ConfigException("features: auto finds " + columns + " columns in " + features.size()
                    + " fields of topic \"" + input.topic() + "\", a model has at most " + FeatureSpec.MAX_SIZE
                    + ": list those that matter under features");
        }
        if (features.isEmpty()) {
            throw new ConfigException("features: auto finds no numeric field in topic \"" + input.topic() + "\": "
                    + found(samples.size(), read, firstBad, profiles, counters)
                    + "; check input.format, or list the features");
        }
        return new Suggestion(features, categories);
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
