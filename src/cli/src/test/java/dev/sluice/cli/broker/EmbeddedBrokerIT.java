package dev.sluice.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topic.TopicReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @Test
    void keepsOldRecordsOverARestart(@TempDir Path data) throws Exception {
        long longAgo = 1_000_000_000_000L;
        String cluster;
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
            cluster = clusterId(broker);
            createTopic(broker, "kept");
            try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                producer.send(new ProducerRecord<>("kept", 0, longAgo, null, bytes("old")))
                        .get();
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
            assertThat(clusterId(broker)).isEqualTo(cluster);
            assertThat(values(broker, "kept")).containsExactly("old@" + longAgo);
        }
        assertThat(data).isNotEmptyDirectory();
    }

    @Test
    void deletesATemporaryFolderAndOnlyThat() {
        Path data;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            data = broker.data();
            assertThat(data).isNotEmptyDirectory();
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void saysThatThePortIsTaken(@TempDir Path data) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(taken.getLocalPort(), data))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " of 127.0.0.1 cannot be used")
                    .hasMessageEndingWith("choose another with --port");
        }
    }

    @Test
    void saysThatTheFolderIsInUse(@TempDir Path data) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(0, data))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("is in use by another broker")
                    .hasMessageContaining(broker.data().toString());
        }
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static String clusterId(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(client(broker))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void createTopic(EmbeddedBroker broker, String name) throws Exception {
        try (Admin admin = Admin.create(client(broker))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(client(broker), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<String> values(EmbeddedBroker broker, String topic) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                TopicReader.consumer(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicReader.readAll(
                    consumer,
                    TopicReader.partitions(consumer, List.of(topic)),
                    r -> values.add(new String(r.value(), StandardCharsets.UTF_8) + "@" + r.timestamp()));
        }
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
