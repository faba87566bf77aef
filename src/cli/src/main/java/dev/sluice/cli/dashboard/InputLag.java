package dev.sluice.cli.dashboard;

import dev.sluice.topic.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records of the input have no outcome yet: its end offsets, less what scores and dead letters have named. It
 * needs no consumer group's offsets, so it holds for a whole fleet of scorers, wherever they run. Not thread-safe.
 */
final class InputLag {

    private final String topic;
    private final Map<Integer, Long> next = new HashMap<>();

    InputLag(String topic) {
        this.topic = topic;
    }

    /** A record has its outcome; those before it in its partition have theirs. */
    void done(int partition, long offset) {
        next.merge(partition, offset + 1, Math::max);
    }

    /** Records without an outcome; -1 where there is no such topic, or where nobody may know. */
    long ask(Consumer<?, ?> consumer) {
        List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
        if (partitions.isEmpty()) {
            return -1;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions.stream()
                .filter(p -> !next.containsKey(p.partition()))
                .toList());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            long from = next.getOrDefault(end.getKey().partition(), begins.getOrDefault(end.getKey(), 0L));
            lag += Math.max(0, end.getValue() - from);
        }
        return lag;
    }
}
