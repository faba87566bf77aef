package dev.sluice.trainer.history;

import dev.sluice.contract.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which offsets of the input topic a window of time covers.
 *
 * @param ranges one per partition, in their order; empty ones included
 */
public record WindowPlan(List<OffsetRange> ranges) {

    public WindowPlan {
        ranges = List.copyOf(ranges);
    }

    /**
     * From the first record at or after {@code from} to the end of what is committed.
     *
     * @return empty where the topic does not exist
     */
    public static Optional<WindowPlan> of(Consumer<?, ?> consumer, String topic, Instant from) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        // A consumer asked for offsets of partitions that it does not have warns about each of them.
        consumer.assign(partitions);
        Map<TopicPartition, Long> times = new LinkedHashMap<>();
        partitions.forEach(p -> times.put(p, from.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<OffsetRange> ranges = new ArrayList<>();
        for (TopicPartition p : partitions) {
            OffsetAndTimestamp start = starts.get(p);
            long end = ends.get(p);
            // No record that young, or only ones of a transaction that is still open.
            long begin = start == null ? end : Math.min(start.offset(), end);
            ranges.add(new OffsetRange(topic, p.partition(), begin, end));
        }
        return Optional.of(new WindowPlan(ranges));
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
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
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
    }

    /** How many offsets these are: at least as many as there are records. */
    public long offsets() {
        return ranges.stream()
                .mapToLong(r -> r.getToOffset() - r.getFromOffset())
                .sum();
    }

    /** Whether this window reaches beyond an earlier one in any partition. */
    public boolean goesBeyond(List<OffsetRange> earlier) {
        Map<Integer, Long> ends = new LinkedHashMap<>();
        earlier.forEach(r -> ends.put(r.getPartition(), r.getToOffset()));
        return ranges.stream().anyMatch(r -> r.getToOffset() > ends.getOrDefault(r.getPartition(), 0L));
    }
}
