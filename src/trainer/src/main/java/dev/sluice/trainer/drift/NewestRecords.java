package dev.sluice.trainer.drift;

import dev.sluice.contract.OffsetRange;
import dev.sluice.topic.TopicReader;
import dev.sluice.trainer.history.WindowPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of the input topic that have come since a model was trained, of which the newest are read. */
final class NewestRecords {
    /** Of a partition: enough to spread over its part of the window, few enough that seeking costs little. */
    private static final int STRETCHES = 8;

    private static final int SHORTEST = 64;

    private final Consumer<byte[], byte[]> consumer;
    private final List<OffsetRange> since;

    private NewestRecords(Consumer<byte[], byte[]> consumer, List<OffsetRange> since) {
        this.consumer = consumer;
        this.since = since;
    }

    /** Receives records, stretch by stretch. */
    interface Sink {
        /** What follows does not go on where the last record was. */
        void beginStretch();

        void accept(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * @param consumer of raw bytes, {@code read_committed}, without a group; not closed here
     * @param trained what the model was trained on; of other partitions all is new
     * @return empty where the topic does not exist
     */
    static Optional<NewestRecords> of(Consumer<byte[], byte[]> consumer, String topic, List<OffsetRange> trained) {
        Map<Integer, Long> ends = new HashMap<>();
        trained.stream()
                .filter(r -> r.getTopic().equals(topic))
                .forEach(r -> ends.put(r.getPartition(), r.getToOffset()));
        return WindowPlan.of(consumer, topic, Instant.EPOCH)
                .map(plan -> new NewestRecords(
                        consumer,
                        plan.ranges().stream()
                                .map(r -> from(r, ends.getOrDefault(r.getPartition(), 0L)))
                                .toList()));
    }

    private static OffsetRange from(OffsetRange range, long offset) {
        long from = Math.max(range.getFromOffset(), offset);
        return new OffsetRange(
                range.getTopic(), range.getPartition(), Math.min(from, range.getToOffset()), range.getToOffset());
    }

    /** How many offsets these are. */
    long count() {
        return since.stream().mapToLong(NewestRecords::length).sum();
    }

    private static long length(OffsetRange range) {
        return range.getToOffset() - range.getFromOffset();
    }

    /**
     * Reads the newest of them, of each partition the share of all that is newest.
     *
     * @param window how many offsets
     * @param limit how many of them are read at most: where they are more, evenly spread stretches of them
     */
    void read(long window, int limit, Sink sink) {
        double share = Math.min(1, window / (double) Math.max(1, count()));
        double read = Math.min(1, limit / (double) Math.max(1, Math.min(window, count())));
        for (OffsetRange range : since) {
            long newest = Math.round(share * length(range));
            for (OffsetRange stretch : stretches(range, newest, Math.round(read * newest))) {
                sink.beginStretch();
                read(stretch, sink);
            }
        }
    }

    /**
     * @param newest offsets at the range's end to choose from
     * @param read offsets to choose, at most as many
     */
    static List<OffsetRange> stretches(OffsetRange range, long newest, long read) {
        long from = range.getToOffset() - newest;
        if (read == 0) {
            return List.of();
        }
        if (read >= newest) {
            return List.of(new OffsetRange(range.getTopic(), range.getPartition(), from, range.getToOffset()));
        }
        int count = (int) Math.max(1, Math.min(STRETCHES, read / SHORTEST));
        long length = read / count;
        List<OffsetRange> stretches = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            // The last ends with the newest record.
            long end = from + (newest * (s + 1)) / count;
            stretches.add(new OffsetRange(range.getTopic(), range.getPartition(), end - length, end));
        }
        return stretches;
    }

    private void read(OffsetRange stretch, Sink sink) {
        if (length(stretch) <= 0) {
            return;
        }
        TopicPartition partition = new TopicPartition(stretch.getTopic(), stretch.getPartition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, stretch.getFromOffset());
        TopicReader.readTo(consumer, Map.of(partition, stretch.getToOffset()), record -> {
            // The last fetch may bring more than was asked for.
            if (record.offset() < stretch.getToOffset()) {
                sink.accept(record);
            }
        });
    }
}
