package dev.sluice.cli.models;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.ModelTransactions;
import dev.sluice.topic.TopicProvisioner;
import dev.sluice.topic.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * An operator's hold on a pipeline's models: of several who decide at once, the one that came last has it, and what the
 * others would write is refused. Trainers are not held up.
 */
final class ModelsSession implements AutoCloseable {

    private final PipelineConfig pipeline;
    private final ModelTransactions transactions;
    private final Models models;
    private Map<TopicPartition, Long> written = Map.of();

    private ModelsSession(PipelineConfig pipeline, ModelTransactions transactions, Models models) {
        this.pipeline = pipeline;
        this.transactions = transactions;
        this.models = models;
    }

    /**
     * @param create whether to create the topics where they do not exist
     * @throws KafkaException where no broker answers, it refuses, or the topics do not exist
     */
    static ModelsSession open(PipelineConfig pipeline, boolean create) throws InterruptedException {
        try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
            if (create) {
                new TopicProvisioner(cluster.admin(), pipeline).provisionModelTopics();
            } else {
                Models.requireTopics(cluster, pipeline.topics());
            }
        }
        KafkaProducer<byte[], byte[]> producer =
                ModelTransactions.producer(pipeline, Models.operatorTransactionalId(pipeline));
        try {
            // Before anything is read: what another operator writes from here on fails, what was written before is
            // seen.
            ModelTransactions transactions = new ModelTransactions(producer, pipeline.topics());
            return new ModelsSession(pipeline, transactions, Models.read(pipeline));
        } catch (RuntimeException | InterruptedException e) {
            producer.close();
            throw e;
        }
    }

    Models models() {
        return models;
    }

    /**
     * Writes all of a change, or nothing.
     *
     * @throws KafkaException where it could not be written, or another operator has decided something meanwhile
     */
    void write(Change change) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        change.artifacts().forEach((version, artifact) -> records.add(transactions.record(version, artifact)));
        change.decisions().forEach(decision -> records.add(transactions.record(decision)));
        try {
            written = transactions.write(records);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new KafkaException(
                    "another operator decides about the models of pipeline " + pipeline.pipeline()
                            + " at this moment, so nothing is written: look at `sluice models list`, then run it again",
                    e);
        }
    }

    /**
     * The version that is active now, what was written here included.
     *
     * @throws KafkaException where that cannot be read
     */
    Optional<Integer> active() {
        ModelCatalog catalog = new ModelCatalog(pipeline.topics());
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(pipeline.kafka())) {
            TopicReader.readAll(
                    consumer,
                    TopicReader.partitions(consumer, List.of(pipeline.topics().activations())),
                    written,
                    catalog::accept);
        } catch (TimeoutException e) {
            throw written.isEmpty()
                    ? e
                    : new KafkaException(
                            "the change is written, but nobody can read it yet: another transaction on topic "
                                    + pipeline.topics().activations()
                                    + " is open; look at `sluice models list` in a minute",
                            e);
        }
        return catalog.champion().map(a -> a.getVersion());
    }

    @Override
    public void close() {
        transactions.close();
    }
}
