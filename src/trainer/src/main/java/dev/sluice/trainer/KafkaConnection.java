package dev.sluice.trainer;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.signature.SigningKey;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.TopicProvisioner;
import dev.sluice.topic.TopicReader;
import dev.sluice.trainer.publish.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A connection to a Kafka cluster, whose every wait ends in seconds rather than minutes. */
final class KafkaConnection implements Connection {
    /** Client settings that apply where the pipeline file has none of that name. */
    private static final Map<String, String> PATIENCE = Map.of(
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000");

    private static final Map<String, String> PRODUCER_PATIENCE = Map.of(
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");

    /** Room in a request beyond the artifact itself. */
    private static final int REQUEST_OVERHEAD = 1 << 16;

    private final PipelineConfig config;
    private final Clock clock;
    private final Optional<SigningKey> key;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param key that models are signed with */
    KafkaConnection(PipelineConfig config, Clock clock, Optional<SigningKey> key) {
        this.config = config;
        this.clock = clock;
        this.key = key;
        this.consumer = TopicReader.consumer(with(PATIENCE));
    }

    private Map<String, String> with(Map<String, String> defaults) {
        Map<String, String> settings = new HashMap<>(defaults);
        settings.putAll(config.kafka());
        return settings;
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    @Override
    public ModelCatalog catalog() throws InterruptedException {
        try (Admin admin = Admin.create(Map.copyOf(with(PATIENCE)))) {
            TopicProvisioner provisioner = new TopicProvisioner(admin, config);
            provisioner.provisionModelTopics();
            provisioner.provisionDriftTopic();
        }
        return read(List.of(config.topics().models(), config.topics().activations()));
    }

    @Override
    public ModelCatalog activations() {
        return read(List.of(config.topics().activations()));
    }

    private ModelCatalog read(List<String> topics) {
        ModelCatalog catalog = new ModelCatalog(config.topics());
        TopicReader.readAll(consumer, TopicReader.partitions(consumer, topics), catalog::accept);
        return catalog;
    }

    @Override
    public Publisher openPublisher() {
        KafkaProducer<byte[], byte[]> producer = producer();
        try {
            return new Publisher(producer, config.topics(), clock, key);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(with(PRODUCER_PATIENCE));
        int request = config.maxModelBytes() + REQUEST_OVERHEAD;
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TrainerService.transactionalId(config));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, request);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(32L << 20, 2L * request));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer cannot say goodbye on an interrupted thread, and would complain of it. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            consumer.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
