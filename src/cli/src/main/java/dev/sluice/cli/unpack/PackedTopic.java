package dev.sluice.cli.unpack;

import dev.sluice.packed.Original;
import dev.sluice.packed.PackedException;
import dev.sluice.packed.Unpacker;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.topic.TopicReader;
import dev.sluice.unpack.PublishedModels;
import dev.sluice.unpack.Unpackers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A packed topic from its beginning to the end it has when it is opened, message by message. */
final class PackedTopic implements AutoCloseable {

    private static final String SUFFIX = ".packed";

    private final String topic;
    private final Unpackers unpackers;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Long> begins = Map.of();

    /** @param version that packed it; 0 for none */
    @SuppressWarnings("ArrayRecordComponent") // bytes that are passed on
    record Message(int partition, byte[] entity, int version, long bytes, List<Original> records) {}

    /** Takes messages. */
    interface Sink {
        void accept(Message message) throws IOException;
    }

    private PackedTopic(PipelineConfig config, String topic, String pipeline) {
        this.topic = topic;
        this.unpackers = new Unpackers(
                pipeline,
                config.maxModelBytes(),
                new PublishedModels(new PipelineTopics(pipeline), config.kafka())::artifact);
        this.consumer = TopicReader.consumer(config.kafka());
    }

    /**
     * @param topic null for the pipeline's own
     * @throws ConfigException where another topic's name says no pipeline
     */
    static PackedTopic of(PipelineConfig config, String topic) {
        String name = topic == null ? config.topics().packed() : topic;
        if (!name.endsWith(SUFFIX)) {
            throw new ConfigException("--topic: " + name + " is no packed topic, whose names end in " + SUFFIX);
        }
        return new PackedTopic(config, name, name.substring(0, name.length() - SUFFIX.length()));
    }

    String name() {
        return topic;
    }

    Unpackers unpackers() {
        return unpackers;
    }

    /** @throws ConfigException where the topic does not exist */
    void requireThere() {
        partitions = TopicReader.partitions(consumer, topic);
        if (partitions.isEmpty()) {
            throw new ConfigException("topic " + topic
                    + " does not exist: set compression.bound, such as 1%, and `sluice stream` makes it");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        begins = consumer.beginningOffsets(partitions);
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** Offsets from begin to end. */
    long length() {
        return consumer.endOffsets(partitions).entrySet().stream()
                .mapToLong(e -> e.getValue() - begins.get(e.getKey()))
                .sum();
    }

    /** Offsets so far. */
    long done() {
        return partitions.stream()
                .mapToLong(p -> consumer.position(p) - begins.get(p))
                .sum();
    }

    /**
     * @throws ConfigException where a message cannot be read
     */
    void read(Sink sink) throws IOException {
        try {
            TopicReader.readTo(consumer, consumer.endOffsets(partitions), message -> take(message, sink));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message, Sink sink) {
        try {
            if (message.value() == null) {
                throw new PackedException("a message without a value, which no scorer wrote");
            }
            int key = message.key() == null ? 0 : message.key().length;
            long bytes = (long) key + message.value().length;
            sink.accept(new Message(
                    message.partition(),
                    message.key(),
                    Unpacker.version(message.value()),
                    bytes,
                    unpackers.unpack(message.key(), message.value())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PackedException e) {
            throw new ConfigException(
                    topic + "-" + message.partition() + "@" + message.offset() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
