package dev.sluice.unpack;

import dev.sluice.packed.Original;
import dev.sluice.packed.PackedException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a packed topic in any consumer: {@code value.deserializer} is this class, {@code key.deserializer} that of byte arrays. The models
 * are read from the pipeline's models topic, by the settings of the consumer itself, when a message first names them.
 *
 * <pre>{@code
 * for (ConsumerRecord<byte[], PackedRecords> message : consumer.poll(timeout)) {
 *     for (Original record : message.value().of(message.key())) { … }
 * }
 * }</pre>
 */
public final class PackedDeserializer implements Deserializer<PackedRecords> {

    /** Name of the pipeline; where it is not set, that of the topic without {@code .packed}. */
    public static final String PIPELINE = "sluice.pipeline";

    /** As {@code models.max-bytes} of the pipeline, where that is not the default. */
    public static final String MAX_MODEL_BYTES = "sluice.models.max-bytes";

    private static final String SUFFIX = ".packed";

    private final Map<String, String> kafka = new HashMap<>();
    private final Map<String, Unpackers> unpackers = new HashMap<>(); // by pipeline

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (isKey) {
            throw new IllegalArgumentException(
                    "PackedDeserializer reads values; set key.deserializer to that of byte arrays");
        }
        configs.forEach((name, value) -> {
            if (value != null && !name.endsWith(".deserializer")) {
                kafka.put(name, text(value));
            }
        });
        // What belongs to that one consumer.
        kafka.keySet()
                .removeAll(List.of(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    }

    /** As a file would have it: consumers hand on what they have parsed. */
    private static String text(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(PackedDeserializer::text).collect(Collectors.joining(","));
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        return value instanceof Password secret ? secret.value() : value.toString();
    }

    @Override
    public PackedRecords deserialize(String topic, byte[] message) {
        return message == null ? null : new PackedRecords(key -> unpack(topic, key, message));
    }

    private int maxModelBytes() {
        String bytes = kafka.getOrDefault(MAX_MODEL_BYTES, Integer.toString(PipelineConfig.DEFAULT_MAX_MODEL_BYTES));
        try {
            return Integer.parseInt(bytes);
        } catch (NumberFormatException e) {
            throw new SerializationException(
                    MAX_MODEL_BYTES + ": expected a number of bytes, got \"" + bytes + "\"", e);
        }
    }

    private synchronized List<Original> unpack(String topic, byte[] key, byte[] message) {
        String pipeline = kafka.getOrDefault(
                PIPELINE, topic.endsWith(SUFFIX) ? topic.substring(0, topic.length() - SUFFIX.length()) : topic);
        Unpackers known = unpackers.computeIfAbsent(
                pipeline,
                name -> new Unpackers(
                        name, maxModelBytes(), new PublishedModels(new PipelineTopics(name), kafka)::artifact));
        try {
            return known.unpack(key, message);
        } catch (PackedException e) {
            throw new SerializationException("topic " + topic + ": " + e.getMessage(), e);
        }
    }
}
