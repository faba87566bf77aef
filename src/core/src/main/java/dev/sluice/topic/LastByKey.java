package dev.sluice.topic;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a compacted topic says last about each key, such as silences and feedback. A record without a value takes back what
 * was said; one that cannot be read is named, and changes nothing. Not thread-safe.
 */
public final class LastByKey<T extends SpecificRecord> {

    private final Class<T> type;
    private final Map<String, T> values = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /** @param type what the topic holds, in JSON */
    public LastByKey(Class<T> type) {
        this.type = type;
    }

    /**
     * Reads a topic to its present end; nothing where it does not exist.
     *
     * @throws org.apache.kafka.common.KafkaException where it cannot be read
     */
    public static <T extends SpecificRecord> LastByKey<T> read(
            Consumer<byte[], byte[]> consumer, String topic, Class<T> type) {
        LastByKey<T> last = new LastByKey<>(type);
        List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
        if (!partitions.isEmpty()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            TopicReader.readTo(consumer, consumer.endOffsets(partitions), last::accept);
        }
        return last;
    }

    /** The next record of the topic. */
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            values.remove(key);
            return;
        }
        try {
            T value = ContractJson.decode(record.value(), type);
            values.remove(key); // What was said again comes last.
            values.put(key, value);
        } catch (BadRecordException e) {
            unreadable.add(record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + e.getMessage());
        }
    }

    /** What is said about a key; empty where nothing is, or it was taken back. */
    public Optional<T> of(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** All that is said, in the order in which it was. */
    public List<T> all() {
        return List.copyOf(values.values());
    }

    /** Records that could not be understood, with their coordinates. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }
}
