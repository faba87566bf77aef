package dev.sluice.cli.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.TopicProvisioner;
import dev.sluice.topic.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What Sluice needs of a broker, whichever it is. */
abstract class BrokerContract {

    private static final long LONG_AGO = 1_000_000_000_000L;

    /** {@code host:port} of a broker that runs. */
    abstract String bootstrapServers();

    private Map<String, String> kafka() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    private KafkaProducer<byte[], byte[]> transactionalProducer(String id) {
        Map<String, Object> settings = new HashMap<>(kafka());
        settings.put("transactional.id", id);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** Reads until there are so many: a commit is acknowledged before all its markers are written. */
    private List<ConsumerRecord<byte[], byte[]>> read(int expected, String... topics) {
        return await().until(() -> read(topics), records -> records.size() >= expected);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String... topics) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(kafka())) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, List.of(topics)), records::add);
        }
        return records;
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] key, byte[] value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, null, LONG_AGO, key, value)).get();
    }

    @Test
    void showsWhatWasCommittedAndNothingElse() throws Exception {
        try (Cluster cluster = Cluster.connect(kafka());
                KafkaProducer<byte[], byte[]> producer = transactionalProducer("commits")) {
            cluster.createIfAbsent("transactions", 1);
            producer.beginTransaction();
            send(producer, "transactions", null, "aborted".getBytes(UTF_8));
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, "transactions", null, "committed".getBytes(UTF_8));
            producer.commitTransaction();
        }
        assertThat(read(1, "transactions"))
                .extracting(r -> new String(r.value(), UTF_8))
                .containsExactly("committed");
    }

    @Test
    void keepsTheTimesThatRecordsHave() throws Exception {
        try (Cluster cluster = Cluster.connect(kafka());
                KafkaProducer<byte[], byte[]> producer = transactionalProducer("times")) {
            cluster.createIfAbsent("times", 1);
            producer.beginTransaction();
            send(producer, "times", null, new byte[1]);
            producer.commitTransaction();
        }
        assertThat(read(1, "times")).extracting(ConsumerRecord::timestamp).containsExactly(LONG_AGO);
    }

    @Test
    void createsATopicOnce() throws Exception {
        try (Cluster cluster = Cluster.connect(kafka())) {
            assertThat(cluster.partitions("once")).isEmpty();
            assertThat(cluster.createIfAbsent("once", 3)).isTrue();
            assertThat(cluster.createIfAbsent("once", 5)).isFalse();
            assertThat(cluster.partitions("once")).hasValue(3);
        }
    }

    @Test
    void takesTheTopicsOfAPipeline() throws Exception {
        PipelineConfig config = PipelineConfig.of("provisioned", kafka(), InputConfig.json("provisioned-input"));
        try (Cluster cluster = Cluster.connect(kafka())) {
            cluster.createIfAbsent("provisioned-input", 3);
            TopicProvisioner provisioner = new TopicProvisioner(cluster.admin(), config);
            assertThat(provisioner.inputPartitions()).contains(3);
            for (int i = 0; i < 2; i++) {
                provisioner.provisionModelTopics();
                provisioner.provisionOutputTopics(3);
            }
            await().untilAsserted(() -> {
                assertThat(cluster.partitions(config.topics().scores())).hasValue(3);
                assertThat(cluster.partitions(config.topics().models())).hasValue(1);
            });
            assertThatThrownBy(() -> provisioner.provisionOutputTopics(4))
                    .hasMessageContaining("has 3 partitions")
                    .hasMessageContaining("has 4");
        }
    }

    @Test
    void bringsAModelAndItsActivationToAReader() throws Exception {
        PipelineConfig config = PipelineConfig.of(TestModels.PIPELINE, kafka(), InputConfig.json("telemetry"));
        byte[] artifact = ArtifactWriter.write(TestModels.artifact(1, 2, "a", "b", "c"));
        Activation activation = new Activation(
                TestModels.PIPELINE, 1, Decision.PROMOTED, "first", "test", LONG_AGO, Map.of(), List.of());
        try (Cluster cluster = Cluster.connect(kafka());
                KafkaProducer<byte[], byte[]> producer = transactionalProducer("models")) {
            new TopicProvisioner(cluster.admin(), config).provisionModelTopics();
            producer.beginTransaction();
            send(producer, config.topics().models(), ModelCatalog.key(1), artifact);
            send(
                    producer,
                    config.topics().activations(),
                    TestModels.PIPELINE.getBytes(UTF_8),
                    ContractJson.encode(activation));
            producer.commitTransaction();
        }
        ModelCatalog catalog = new ModelCatalog(config.topics());
        read(2, config.topics().models(), config.topics().activations()).forEach(catalog::accept);
        assertThat(catalog.unreadable()).isEmpty();
        assertThat(catalog.champion()).contains(activation);
        assertThat(ArtifactReader.load(catalog.artifact(1).orElseThrow(), 1 << 20, TestModels.PIPELINE)
                        .model()
                        .version())
                .isEqualTo(1);
    }
}
