package dev.sluice.cli.alerts;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.LastByKey;
import dev.sluice.topic.TopicProvisioner;
import dev.sluice.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics that operators write to: silences and feedback. */
final class OperatorTopic {

    /** Client settings that apply where the pipeline file has none of that name: every wait ends in seconds. */
    private static final Map<String, String> PATIENCE = Map.of(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");

    private OperatorTopic() {}

    /** Creates the topics of both where they do not exist. */
    static void provision(PipelineConfig pipeline) throws InterruptedException {
        try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
            TopicProvisioner provisioner = new TopicProvisioner(cluster.admin(), pipeline);
            provisioner.provisionSilencesTopic();
            provisioner.provisionFeedbackTopic();
        }
    }

    /** What one of them says now; nothing where it does not exist. */
    static <T extends SpecificRecord> LastByKey<T> read(PipelineConfig pipeline, String topic, Class<T> type)
            throws InterruptedException {
        try (Cluster cluster = Cluster.connect(pipeline.kafka());
                KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(cluster.kafka())) {
            return LastByKey.read(consumer, topic, type);
        }
    }

    /**
     * Writes one record, and waits until it is there.
     *
     * @param value null takes back what was said
     * @throws KafkaException where it could not be written
     */
    static void write(PipelineConfig pipeline, String topic, String key, byte[] value) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(PATIENCE);
        settings.putAll(pipeline.kafka());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
