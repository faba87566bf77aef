package dev.sluice.topic;

import dev.sluice.contract.Activation;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes to the models and activations topics of a pipeline, each time all of it or nothing. */
public final class ModelTransactions implements AutoCloseable {

    /** A coordinator that is away ends an open transaction by itself. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final PipelineTopics topics;

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

    /** A record that holds an artifact. */
    public ProducerRecord<byte[], byte[]> record(int version, byte[] artifact) {
        return new ProducerRecord<>(topics.models(), ModelCatalog.key(version), artifact);
    }

    /**
     * Writes all of the records, or none.
     *
     * @throws KafkaException where they could not be written
     */
    public void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        producer.beginTransaction();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            producer.flush();
            for (Future<RecordMetadata> s : sent) {
                s.get();
            }
            producer.commitTransaction();
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

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
