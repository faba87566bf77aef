package dev.sluice.cli.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a replay begins or ends: an offset, the same in every partition, or a time.
 *
 * @param offset null where it is a time
 * @param time null where it is an offset
 */
record Bound(Long offset, Instant time) {

    /**
     * {@code 12345} or {@code 2026-05-01T12:00:00Z}.
     *
     * @throws IllegalArgumentException where it is neither
     */
    static Bound parse(String text) {
        try {
            return text.matches("[0-9]{1,18}")
                    ? new Bound(Long.valueOf(text), null)
                    : new Bound(null, Instant.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected an offset such as 12345 or a time such as 2026-05-01T12:00:00Z, got \"" + text + "\"", e);
        }
    }

    /**
     * The offset in each partition: for a time, of the first record that is not older.
     *
     * @param ends what stands for a time after the last record
     */
    Map<TopicPartition, Long> in(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (offset != null) {
            ends.keySet().forEach(partition -> offsets.put(partition, offset));
            return offsets;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            offsets.put(partition, first == null ? end : Long.valueOf(first.offset()));
        });
        return offsets;
    }
}
