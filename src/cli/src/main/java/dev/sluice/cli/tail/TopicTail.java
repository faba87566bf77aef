package dev.sluice.cli.tail;

import dev.sluice.topic.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads the committed records of a topic, those that are there and those that come. */
final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** @param topic must exist */
    TopicTail(Map<String, String> kafka, String topic) {
        consumer = TopicReader.consumer(kafka);
        partitions = TopicReader.partitions(consumer, List.of(topic));
    }

    /**
     * Hands over records until it is told to end.
     *
     * @param fromBeginning whether to begin with the oldest record, or with the next that comes
     * @param follow whether to wait for more at the end
     * @param each returns whether to go on
     */
    void read(boolean fromBeginning, boolean follow, Predicate<ConsumerRecord<byte[], byte[]>> each) {
        try {
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (follow || partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (!each.test(record)) {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            // Asked to end.
        }
    }

    /** Ends {@link #read}; may be called from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
