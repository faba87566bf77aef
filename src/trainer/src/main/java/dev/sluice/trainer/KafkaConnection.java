package dev.sluice.trainer;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.signature.SigningKey;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.ModelTransactions;
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

/** A connection to a Kafka cluster, whose every wait ends in seconds rather than minutes. */
final class KafkaConnection implements Connection {
    /** Client settings that apply where the pipeline file has none of that name. */
    private static final Map<String, String> PATIENCE = Map.of(
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000");

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
            provisioner.provisionFeedbackTopic();
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
        KafkaProducer<byte[], byte[]> producer =
                ModelTransactions.producer(config, TrainerService.transactionalId(config));
        try {
            return new Publisher(producer, config.topics(), clock, key);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
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
