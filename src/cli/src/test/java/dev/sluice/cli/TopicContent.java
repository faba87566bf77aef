package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.topic.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a test puts into a topic, and finds in it. */
final class TopicContent {

    private final Map<String, String> kafka;
    private final String topic;

    TopicContent(EmbeddedBroker broker, String topic) {
        this.kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        this.topic = topic;
    }

    /** Creates the topic and adds a record to it for each value. */
    TopicContent with(int partitions, String key, byte[]... values) throws Exception {
        try (Cluster cluster = Cluster.connect(kafka);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(Map.copyOf(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            cluster.createIfAbsent(topic, partitions);
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value))
                        .get();
            }
        }
        return this;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records(kafka, topic);
    }

    /** All that is committed of a topic, what was acknowledged a moment ago and cannot be read yet included. */
    static List<ConsumerRecord<byte[], byte[]>> records(Map<String, String> kafka, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<TopicPartition, Long> written;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(Map.copyOf(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            written = consumer.endOffsets(TopicReader.partitions(consumer, topic));
        }
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(kafka)) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, topic), written, records::add);
        }
        return records;
    }

    List<String> values() {
        return records().stream().map(r -> new String(r.value(), UTF_8)).toList();
    }
}
