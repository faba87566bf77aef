package dev.sluice.cli.init;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.FeatureInference;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
 * @param features the numeric fields, in order, with what they held
 * @param others fields that are no features: text, counters and the like
 * @param records how many records could be read
 * @param bad how many could not
 * @param firstBad why the first of these could not; empty where there is none
 * @param keyed how many records have a key
 * @param keys how many distinct keys there are
 */
record Survey(
        InputConfig input,
        Map<String, FieldRange> features,
        List<String> others,
        int records,
        int bad,
        Optional<String> firstBad,
        int keyed,
        int keys) {

    private static final Set<String> TIMES = Set.of("timestamp", "@timestamp", "time", "ts", "datetime", "date");

    /**
     * @param sample at least one record with a value
     * @throws ConfigException where no field is numeric
     */
    static Survey of(InputConfig input, List<ConsumerRecord<byte[], byte[]>> sample) {
        List<byte[]> values = sample.stream().map(ConsumerRecord::value).toList();
        List<FeatureSpec> inferred = FeatureInference.infer(input, values);
        Map<String, FieldRange> features = new LinkedHashMap<>();
        inferred.forEach(f -> features.put(f.field(), new FieldRange()));
        List<String> others = new ArrayList<>();
        FieldReader reader = input.fieldReader();
        int records = 0;
        int bad = 0;
        Optional<String> firstBad = Optional.empty();
        for (byte[] value : values) {
            try {
                for (Map.Entry<String, Object> field : reader.read(value).entrySet()) {
                    FieldRange range = features.get(field.getKey());
                    if (range == null && !others.contains(field.getKey())) {
                        others.add(field.getKey());
                    } else if (range != null && field.getValue() instanceof Double number) {
                        range.add(number);
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
        return new Survey(input, features, others, records, bad, firstBad, keys.size(), distinct);
    }

    /** A field that by its name holds the time of the record. */
    Optional<String> timeField() {
        return others.stream().filter(TIMES::contains).findFirst();
    }
}
