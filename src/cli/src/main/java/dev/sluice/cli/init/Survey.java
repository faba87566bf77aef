package dev.sluice.cli.init;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldReader;
import dev.sluice.record.Untrusted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a sample of a topic tells.
 *
 * @param input how its records are written
 * @param features the features, in order, with what their fields held
 * @param categories texts by field, where they are few: features that are offered
 * @param others fields that are no features: text, counters and the like
 * @param records how many records could be read
 * @param bad how many could not
 * @param firstBad why the first of these could not; empty where there is none
 * @param keyed how many records have a key
 * @param keys how many distinct keys there are
 */
record Survey(
        InputConfig input,
        Map<FeatureSpec, FieldRange> features,
        Map<String, Set<String>> categories,
        List<String> others,
        int records,
        int bad,
        Optional<String> firstBad,
        int keyed,
        int keys) {

    private static final Set<String> TIMES = Set.of("timestamp", "@timestamp", "time", "ts", "datetime", "date");

    /**
     * @param reader lists the fields of a record
     * @param sample at least one record with a value
     * @throws ConfigException where there is no feature
     */
    static Survey of(InputConfig input, FieldReader reader, List<ConsumerRecord<byte[], byte[]>> sample) {
        List<byte[]> values = sample.stream().map(ConsumerRecord::value).toList();
        FeatureInference.Suggestion suggestion = FeatureInference.suggest(input, reader, values);
        Map<String, FieldRange> ranges = new LinkedHashMap<>();
        Map<FeatureSpec, FieldRange> features = new LinkedHashMap<>();
        for (FeatureSpec feature : suggestion.features()) {
            features.put(feature, ranges.computeIfAbsent(feature.field(), f -> new FieldRange()));
        }
        List<String> others = new ArrayList<>();
        int records = 0;
        int bad = 0;
        Optional<String> firstBad = Optional.empty();
        for (byte[] value : values) {
            try {
                for (Map.Entry<String, Object> field : reader.read(value).entrySet()) {
                    FieldRange range = ranges.get(field.getKey());
                    if (range == null && !others.contains(field.getKey())) {
                        others.add(field.getKey());
                    } else if (range != null && field.getValue() instanceof Double number) {
                        range.add(number);
                    } else if (range != null && field.getValue() != null) {
                        range.addOther();
                    }
                }
                records++;
            } catch (BadRecordException e) {
                bad++;
                firstBad = firstBad.isPresent() ? firstBad : Optional.of(e.getMessage());
            }
        }
        List<byte[]> keys =
                sample.stream().map(ConsumerRecord::key).filter(k -> k != null).toList();
        int distinct = (int) keys.stream().map(ByteBuffer::wrap).distinct().count();
        return new Survey(
                input, features, suggestion.categories(), others, records, bad, firstBad, keys.size(), distinct);
    }

    /**
     * Those of the features that are to be left out.
     *
     * @throws ConfigException where a field is no feature, or none would be left
     */
    Set<String> ignored(Collection<String> fields) {
        List<String> names = features.keySet().stream().map(FeatureSpec::field).toList();
        for (String field : fields) {
            if (!names.contains(field)) {
                throw new ConfigException("--ignore " + field + ": no feature of topic " + input.topic()
                        + ", which has " + Untrusted.brief(String.join(", ", names)));
            }
        }
        if (fields.containsAll(names)) {
            throw new ConfigException("--ignore: no feature of topic " + input.topic() + " is left");
        }
        return Set.copyOf(fields);
    }

    /** A field that by its name holds the time of the record. */
    Optional<String> timeField() {
        return others.stream().filter(TIMES::contains).findFirst();
    }
}
