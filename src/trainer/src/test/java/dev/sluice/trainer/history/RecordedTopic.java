package dev.sluice.trainer.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic in memory, read through Kafka's own mock consumer; offsets without a record behave as transaction markers. */
public final class RecordedTopic extends MockConsumer<byte[], byte[]> {
    private final String topic;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log =
            new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    public RecordedTopic(String topic, int partitions) {
        super("earliest");
        this.topic = topic;
        for (int p = 0; p < partitions; p++) {
            log.put(new TopicPartition(topic, p), new ArrayList<>());
            ends.put(new TopicPartition(topic, p), 0L);
        }
        updatePartitions(
                topic,
                IntStream.range(0, partitions)
                        .mapToObj(p -> new PartitionInfo(topic, p, null, null, null))
                        .toList());
        publishEnds();
    }

    private void publishEnds() {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        ends.keySet().forEach(p -> beginnings.put(p, 0L));
        updateBeginningOffsets(beginnings);
        updateEndOffsets(ends);
    }

    /** Appends a record at the partition's end. */
    public void append(int partition, long timestamp, String key, String value) {
        TopicPartition p = new TopicPartition(topic, partition);
        log.get(p)
                .add(new ConsumerRecord<>(
                        topic,
                        partition,
                        ends.get(p),
                        timestamp,
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        Optional.empty()));
        appendMarker(partition);
    }

    /** An offset that no record has. */
    public void appendMarker(int partition) {
        ends.merge(new TopicPartition(topic, partition), 1L, Long::sum);
        publishEnds();
    }

    /** The same records, the last partition first. */
    List<ConsumerRecord<byte[], byte[]>> partitionsReversed() {
        List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>(log.values());
        Collections.reverse(partitions);
        return partitions.stream().flatMap(List::stream).toList();
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
        super.seek(partition, offset);
        for (ConsumerRecord<byte[], byte[]> record : log.get(partition)) {
            if (record.offset() >= offset) {
                addRecord(record);
            }
        }
    }

    @Override
    public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
        partitions.forEach(p -> seek(p, 0));
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        if (records.isEmpty()) {
            assignment().forEach(p -> super.seek(p, ends.get(p)));
        }
        return records;
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, time) -> found.put(
                partition,
                log.get(partition).stream()
                        .filter(r -> r.timestamp() >= time)
                        .findFirst()
                        .map(r -> new OffsetAndTimestamp(r.offset(), r.timestamp()))
                        .orElse(null)));
        return found;
    }

    /** Outlives the rounds that use it. */
    @Override
    public void close() {}
}
