package dev.sluice.trainer.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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

/** Topics in memory, read through Kafka's own mock consumer; offsets without a record behave as transaction markers. */
public final class RecordedTopic extends MockConsumer<byte[], byte[]> {
    private final String topic;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    public RecordedTopic(String topic, int partitions) {
        super("earliest");
        this.topic = topic;
        add(topic, partitions);
    }

    /** Another topic. */
    public void add(String other, int partitions) {
        for (int p = 0; p < partitions; p++) {
            log.put(new TopicPartition(other, p), new ArrayList<>());
            begins.put(new TopicPartition(other, p), 0L);
            ends.put(new TopicPartition(other, p), 0L);
        }
        updatePartitions(
                other,
                IntStream.range(0, partitions)
                        .mapToObj(p -> new PartitionInfo(other, p, null, null, null))
                        .toList());
        publishEnds();
    }

    private void publishEnds() {
        updateBeginningOffsets(begins);
        updateEndOffsets(ends);
    }

    /** Appends a record at the partition's end. */
    public void append(int partition, long timestamp, String key, String value) {
        append(topic, partition, timestamp, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a record at the end of a partition of any topic. */
    public void append(String to, int partition, long timestamp, String key, byte[] value) {
        TopicPartition p = new TopicPartition(to, partition);
        log.get(p)
                .add(new ConsumerRecord<>(
                        to,
                        partition,
                        ends.get(p),
                        timestamp,
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
        ends.merge(p, 1L, Long::sum);
        publishEnds();
    }

    /** Retention passes: what is before an offset is gone. */
    public void deleteBefore(String from, int partition, long offset) {
        TopicPartition p = new TopicPartition(from, partition);
        log.get(p).removeIf(r -> r.offset() < offset);
        begins.put(p, offset);
        publishEnds();
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
        partitions.forEach(p -> seek(p, begins.get(p)));
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
