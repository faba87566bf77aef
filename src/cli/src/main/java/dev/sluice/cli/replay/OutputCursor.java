package dev.sluice.cli.replay;

import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.ContractReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Goes through one partition of an output topic in order, up to the end that it had when last asked. */
final class OutputCursor implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    /** A transaction is committed before readers of each of its partitions can see it. */
    private static final long SOON_VISIBLE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long STALLED_NANOS = Duration.ofSeconds(30).toNanos();

    private final PipelineTopics topics;
    private final ContractReader reader;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long end;
    private final Queue<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
    private Published next;
    private boolean waitedInVain;

    OutputCursor(Map<String, String> kafka, PipelineTopics topics, ContractReader reader, TopicPartition partition) {
        this.topics = topics;
        this.reader = reader;
        this.partition = partition;
        this.consumer = TopicReader.consumer(kafka);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        this.end = end();
    }

    private long end() {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    /** The next output; null at the end. */
    Published peek() {
        if (next == null) {
            ConsumerRecord<byte[], byte[]> record = read();
            next = record == null ? null : Published.of(topics, reader, record);
        }
        return next;
    }

    /** The next output, waited for a little, once, where there is none yet; null where none comes. */
    Published await() {
        long since = System.nanoTime();
        Published published = peek();
        while (published == null && !waitedInVain) {
            consumer.poll(POLL).forEach(read::add);
            end = end();
            published = peek();
            waitedInVain = published == null && System.nanoTime() - since > SOON_VISIBLE_NANOS;
        }
        return published;
    }

    /** Goes on to the one after. */
    void advance() {
        next = null;
    }

    private ConsumerRecord<byte[], byte[]> read() {
        long since = System.nanoTime();
        while (read.isEmpty() && consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(read::add);
            if (System.nanoTime() - since > STALLED_NANOS) {
                throw new TimeoutException(
                        "nothing came from " + partition + " for 30 s, though it goes on: is the broker there?");
            }
        }
        return read.poll();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
