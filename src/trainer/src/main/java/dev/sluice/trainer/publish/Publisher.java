package dev.sluice.trainer.publish;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Check;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Drift;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import dev.sluice.signature.SigningKey;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.training.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes decisions: an artifact and the activation that promotes it in one transaction, so that nobody sees the one
 * without the other. Starting it fences every other trainer of the same pipeline.
 */
public final class Publisher implements AutoCloseable {
    /** Who decides, as activations name it. */
    public static final String TRAINER = ModelCatalog.TRAINER;

    /** A coordinator that is away ends an open transaction by itself. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final PipelineTopics topics;
    private final Clock clock;
    private final Optional<SigningKey> key;

    /**
     * @param producer transactional; closed with this
     * @param key that models are signed with; empty for unsigned ones
     */
    public Publisher(Producer<byte[], byte[]> producer, PipelineTopics topics, Clock clock, Optional<SigningKey> key) {
        this.producer = producer;
        this.topics = topics;
        this.clock = clock;
        this.key = key;
        producer.initTransactions();
    }

    /**
     * Publishes a model and makes it active.
     *
     * @param checks what the judge looked at
     * @param judged figures of the judge, besides those of the training
     */
    public Activation promote(TrainedModel trained, String reason, List<Check> checks, Map<String, Double> judged)
            throws InterruptedException {
        return publish(trained, Decision.PROMOTED, reason, checks, judged);
    }

    /** Publishes a model that was turned down, so that an operator can look at it, or promote it all the same. */
    public Activation reject(TrainedModel trained, String reason, List<Check> checks, Map<String, Double> judged)
            throws InterruptedException {
        return publish(trained, Decision.REJECTED, reason, checks, judged);
    }

    private Activation publish(
            TrainedModel trained, Decision decision, String reason, List<Check> checks, Map<String, Double> judged)
            throws InterruptedException {
        int version = trained.model().version();
        Map<String, Double> figures = new LinkedHashMap<>(trained.figures());
        figures.putAll(judged);
        Activation activation = activation(version, decision, reason, figures, checks);
        transact(List.of(
                new ProducerRecord<>(topics.models(), ModelCatalog.key(version), sealed(trained.bytes())),
                record(activation)));
        return activation;
    }

    private byte[] sealed(byte[] artifact) {
        return key.map(k -> ArtifactWriter.sign(artifact, k)).orElse(artifact);
    }

    /** Records that a version was made and turned down; there is no artifact of it. */
    public Activation reject(int version, String reason) throws InterruptedException {
        Activation activation = activation(version, Decision.REJECTED, reason, Map.of(), List.of());
        transact(List.of(record(activation)));
        return activation;
    }

    /** Removes artifacts: compaction does the rest. */
    public void retire(Collection<Integer> versions) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> tombstones = new ArrayList<>();
        versions.forEach(
                version -> tombstones.add(new ProducerRecord<>(topics.models(), ModelCatalog.key(version), null)));
        transact(tombstones);
    }

    /** Records that what is normal has changed for a version. */
    public Activation reportRegime(int version, String reason, Map<String, Double> figures)
            throws InterruptedException {
        Activation activation = activation(version, Decision.REGIME_REPORTED, reason, figures, List.of());
        transact(List.of(record(activation)));
        return activation;
    }

    /** Publishes what a look at the newest records came to; not where another trainer has taken over. */
    public void publish(Drift drift) throws InterruptedException {
        transact(List.of(new ProducerRecord<>(
                topics.drift(), topics.pipeline().getBytes(StandardCharsets.UTF_8), ContractJson.encode(drift))));
    }

    private Activation activation(
            int version, Decision decision, String reason, Map<String, Double> figures, List<Check> checks) {
        return new Activation(topics.pipeline(), version, decision, reason, TRAINER, clock.millis(), figures, checks);
    }

    private ProducerRecord<byte[], byte[]> record(Activation activation) {
        return new ProducerRecord<>(
                topics.activations(),
                topics.pipeline().getBytes(StandardCharsets.UTF_8),
                ContractJson.encode(activation));
    }

    private void transact(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
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
        } catch (RuntimeException e) {
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
