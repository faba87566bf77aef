package dev.sluice.cli.cluster;

import dev.sluice.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The latest records of a topic, as evenly from its partitions as they have them. */
public final class TopicSample {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Ends a read from a broker that has stopped to answer. */
    private static final int IDLE_POLLS = 25;

    private TopicSample() {}

    /**
     * Reads committed records, those of a partition in order.
     *
     * @param topic must exist
     * @param limit records at most
     */
    public static List<ConsumerRecord<byte[], byte[]>> read(Map<String, String> kafka, String topic, int limit) {
        List<ConsumerRecord<byte[], byte[]>> sample = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(kafka)) {
            List<TopicPartition> partitions = TopicReader.partitions(consumer, List.of(topic));
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int each = Math.max(1, limit / Math.max(1, partitions.size()));
            partitions.forEach(p -> consumer.seek(p, Math.max(begins.get(p), ends.get(p) - each)));
            int idle = 0;
            while (idle < IDLE_POLLS
                    && sample.size() < limit
                    && partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                int before = sample.size();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (sample.size() < limit) {
                        sample.add(record);
                    }
                }
                idle = sample.size() == before ? idle + 1 : 0;
            }
        }
        return sample;
    }
}
