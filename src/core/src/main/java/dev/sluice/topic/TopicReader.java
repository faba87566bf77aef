package dev.sluice.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to the end they have when asked, without a consumer group. */
public final class TopicReader {
    private static final int STALLED_SECONDS = 30;

    private TopicReader() {}

    /** A consumer of raw bytes, {@code read_committed}, that commits nothing. */
    public static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions of those of the topics that exist. */
    public static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Collection<String> topics) {
        Map<String, List<PartitionInfo>> known = consumer.listTopics();
        return topics.stream()
                .flatMap(t -> known.getOrDefault(t, List.of()).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
    }

    /**
     * The partitions of a topic; none where it does not exist.
     *
     * @throws org.apache.kafka.common.errors.TopicAuthorizationException where nothing may be known of it: a list of all
     *     topics would not tell that from one that does not exist
     */
    public static List<TopicPartition> partitions(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> known;
        try {
            known = consumer.partitionsFor(topic);
        } catch (UnknownTopicOrPartitionException e) {
            return List.of();
        }
        return known == null
                ? List.of()
                : known.stream()
                        .map(p -> new TopicPartition(topic, p.partition()))
                        .toList();
    }

    /** Reads the partitions from their beginning to their present end; those of other offsets than 0 included. */
    public static void readAll(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        readAll(consumer, partitions, Map.of(), sink);
    }

    /**
     * Reads the partitions from their beginning to their present end, and at least as far as is told: a transaction is
     * acknowledged before it can be read, so that the end does not yet hold what was just written.
     *
     * @param written where what must be read ends, by partition; exclusive
     */
    public static void readAll(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> written,
            Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        ends.replaceAll((partition, end) -> Math.max(end, written.getOrDefault(partition, 0L)));
        readTo(consumer, ends, sink);
    }

    /**
     * Reads what is assigned from where it stands up to the given offsets, and perhaps a little beyond.
     *
     * @param ends where to stop, by partition; exclusive
     * @throws TimeoutException where nothing moves for {@value #STALLED_SECONDS} seconds: a broker that is gone looks
     *     like a topic without records
     */
    public static void readTo(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        long left = left(consumer, ends);
        long moved = System.nanoTime();
        while (left > 0) {
            consumer.poll(Duration.ofMillis(200)).forEach(sink);
            long now = left(consumer, ends);
            if (now < left) {
                left = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved
                    > Duration.ofSeconds(STALLED_SECONDS).toNanos()) {
                throw new TimeoutException("nothing came from " + ends.keySet() + " for " + STALLED_SECONDS
                        + " s, though " + left + " offsets are left: is the broker there?");
            }
        }
    }

    /** By position, not by record: transaction markers take offsets that no record has. */
    private static long left(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return left;
    }
}
