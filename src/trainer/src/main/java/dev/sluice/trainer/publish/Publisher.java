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
import dev.sluice.topic.ModelTransactions;
import dev.sluice.trainer.training.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes decisions: an artifact and the activation that promotes it in one transaction, so that nobody sees the one
 * without the other. Starting it fences every other trainer of the same pipeline.
 */
public final class Publisher implements AutoCloseable {
    /** Who decides, as activations name it. */
    public static final String TRAINER = ModelCatalog.TRAINER;

    private final ModelTransactions transactions;
    private final PipelineTopics topics;
    private final Clock clock;
    private final Optional<SigningKey> key;

    /**
     * @param producer transactional; closed with this
     * @param key that models are signed with; empty for unsigned ones
     */
    public Publisher(Producer<byte[], byte[]> producer, PipelineTopics topics, Clock clock, Optional<SigningKey> key) {
        this.transactions = new ModelTransactions(producer, topics);
        this.topics = topics;
        this.clock = clock;
        this.key = key;
    }

    /**
     * Publishes a model and makes it active.
     *
     * @param checks what the judge looked at
     */
    public Activation promote(TrainedModel trained, String reason, List<Check> checks) throws InterruptedException {
        return publish(trained, Decision.PROMOTED, reason, checks);
    }

    /** Publishes a model that was turned down, so that an operator can look at it, or promote it all the same. */
    public Activation reject(TrainedModel trained, String reason, List<Check> checks) throws InterruptedException {
        return publish(trained, Decision.REJECTED, reason, checks);
    }

    private Activation publish(TrainedModel trained, Decision decision, String reason, List<Check> checks)
            throws InterruptedException {
        int version = trained.model().version();
        Activation activation = activation(version, decision, reason, trained.figures(), checks);
        transactions.write(
                List.of(transactions.record(version, sealed(trained.bytes())), transactions.record(activation)));
        return activation;
    }

    private byte[] sealed(byte[] artifact) {
        return key.map(k -> ArtifactWriter.sign(artifact, k)).orElse(artifact);
    }

    /** Records that a version was made and turned down; there is no artifact of it. */
    public Activation reject(int version, String reason) throws InterruptedException {
        Activation activation = activation(version, Decision.REJECTED, reason, Map.of(), List.of());
        transactions.write(List.of(transactions.record(activation)));
        return activation;
    }

    /** Removes artifacts: compaction does the rest. */
    public void retire(Collection<Integer> versions) throws InterruptedException {
        transactions.write(versions.stream()
                .map(version -> transactions.record(version, null))
                .toList());
    }

    /** Records that what is normal has changed for a version. */
    public Activation reportRegime(int version, String reason, Map<String, Double> figures)
            throws InterruptedException {
        Activation activation = activation(version, Decision.REGIME_REPORTED, reason, figures, List.of());
        transactions.write(List.of(transactions.record(activation)));
        return activation;
    }

    /** Publishes what a look at the newest records came to; not where another trainer has taken over. */
    public void publish(Drift drift) throws InterruptedException {
        transactions.write(List.of(new ProducerRecord<>(
                topics.drift(), topics.pipeline().getBytes(StandardCharsets.UTF_8), ContractJson.encode(drift))));
    }

    private Activation activation(
            int version, Decision decision, String reason, Map<String, Double> figures, List<Check> checks) {
        return new Activation(topics.pipeline(), version, decision, reason, TRAINER, clock.millis(), figures, checks);
    }

    @Override
    public void close() {
        transactions.close();
    }
}
