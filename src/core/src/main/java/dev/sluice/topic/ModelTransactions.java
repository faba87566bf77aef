package dev.sluice.topic;

import dev.sluice.contract.Activation;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the topics that tell of a pipeline's models, each time all of it or nothing. */
public final class ModelTransactions implements AutoCloseable {

    /** A coordinator that is away ends an open transaction by itself. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** Client settings that apply where the pipeline file has none of that name: every wait ends in seconds. */
    private static final Map<String, String> PATIENCE = Map.of(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");

    /** Room in a request beyond the artifact itself. */
    private static final int REQUEST_OVERHEAD = 1 << 16;

    private final Producer<byte[], byte[]> producer;
    private final PipelineTopics topics;

    /** A producer that takes artifacts as large as the pipeline allows. */
    public static KafkaProducer<byte[], byte[]> producer(PipelineConfig pipeline, String transactionalId) {
        Map<String, Object> settings = new HashMap<>(PATIENCE);
        settings.putAll(pipeline.kafka());
        int request = pipeline.maxModelBytes() + REQUEST_OVERHEAD;
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, request);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(32L << 20, 2L * request));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param producer transactional; from here on it fences every other of the same id; closed with this */
    public ModelTransactions(Producer<byte[], byte[]> producer, PipelineTopics topics) {
        this.producer = producer;
        this.topics = topics;
        producer.initTransactions();
    }

    /** A record that says what was decided. */
    public ProducerRecord<byte[], byte[]> record(Activation activation) {
        return new ProducerRecord<>(
                topics.activations(),
                topics.pipeline().getBytes(StandardCharsets.UTF_8),
                ContractJson.encode(activation));
    }

    /** A record that holds an artifact; with null, one that removes it. */
    public ProducerRecord<byte[], byte[]> record(int version, byte[] artifact) {
        return new ProducerRecord<>(topics.models(), ModelCatalog.key(version), artifact);
    }

    /**
     * Writes all of the records, or none.
     *
     * @return where they end, by partition; exclusive. They can be read a moment later.
     * @throws KafkaException where they could not be written
     */
    public Map<TopicPartition, Long> write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        producer.beginTransaction();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            producer.flush();
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (Future<RecordMetadata> s : sent) {
                RecordMetadata record = s.get();
                ends.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
            }
            producer.commitTransaction();
            return ends;
        } catch (ExecutionException e) {
            abort(e);
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (RuntimeException | InterruptedException e) {
            abort(e);
            throw e;
        }
    }

    private void abort(Exception failure) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            // Fenced, or the broker is gone: the coordinator aborts by itself.
            failure.addSuppressed(e);
        }
    }

    /** A producer cannot wait for its own thread on one that is interrupted, and would complain of it. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            producer.close(CLOSING);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
