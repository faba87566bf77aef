package dev.sluice.cli.faults;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.signature.SigningKey;
import dev.sluice.signature.TrustedKeys;
import dev.sluice.stream.feed.RejectionRecords;
import dev.sluice.topic.ModelCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody other than the trainer who writes to the models and activations topics, for better or worse. */
final class Operator implements AutoCloseable {

    static final int MAX_MODEL_BYTES = 4 << 20;

    private final PipelineConfig config;
    private final PipelineTopics topics;
    private final Outcomes outcomes;
    private final SigningKey key;
    private final TrustedKeys trusted;
    private final KafkaProducer<byte[], byte[]> producer;
    private int badOnes;

    /** @param key that the scorers trust */
    Operator(PipelineConfig config, SigningKey key) {
        this.config = config;
        this.key = key;
        this.trusted = TrustedKeys.of(config.trust().trustedKeys());
        this.topics = config.topics();
        this.outcomes = new Outcomes(config);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        config.kafka().get("bootstrap.servers"),
                        "acks",
                        "all",
                        "max.request.size",
                        2 * MAX_MODEL_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Publishes and activates the next kind of {@link BadArtifacts}; says which. */
    String publishBadArtifact() throws Exception {
        ModelCatalog catalog = catalog();
        byte[] good = goodVersions(catalog).stream()
                .reduce((first, last) -> last)
                .flatMap(catalog::artifact)
                .orElseThrow();
        // Not the next one: that may be on its way from the trainer.
        int version = catalog.lastVersion() + 10;
        Map<String, byte[]> bad = BadArtifacts.of(good, version, MAX_MODEL_BYTES, key);
        String kind = List.copyOf(bad.keySet()).get(badOnes++ % bad.size());
        producer.send(new ProducerRecord<>(topics.models(), ModelCatalog.key(version), bad.get(kind)))
                .get();
        activate(version, Decision.PROMOTED, kind);
        return kind + ", as version " + version;
    }

    /** Goes back to a version that was good; says which. */
    String rollBack(Random random) throws Exception {
        List<Integer> good = goodVersions(catalog());
        int version = good.get(random.nextInt(good.size()));
        activate(version, Decision.ROLLED_BACK, "drawn from the seed");
        return "to version " + version;
    }

    private void activate(int version, Decision decision, String reason) throws Exception {
        byte[] activation = ContractJson.encode(new Activation(
                config.pipeline(),
                version,
                decision,
                reason,
                "operator",
                System.currentTimeMillis(),
                Map.of(),
                List.of()));
        producer.send(new ProducerRecord<>(
                        topics.activations(), config.pipeline().getBytes(StandardCharsets.UTF_8), activation))
                .get();
    }

    private ModelCatalog catalog() {
        ModelCatalog catalog = new ModelCatalog(topics);
        outcomes.read(topics.models()).forEach(catalog::accept);
        outcomes.read(topics.activations()).forEach(catalog::accept);
        return catalog;
    }

    private List<Integer> goodVersions(ModelCatalog catalog) {
        return catalog.versions().stream()
                .filter(version -> isGood(version, catalog.artifact(version).orElseThrow()))
                .toList();
    }

    private boolean isGood(int version, byte[] artifact) {
        try {
            return ArtifactReader.load(artifact, MAX_MODEL_BYTES, config.pipeline(), trusted)
                            .model()
                            .version()
                    == version;
        } catch (ArtifactException e) {
            return false;
        }
    }

    /** What scorers recorded of the artifacts they turned down: how many records, by reason. */
    Map<String, Integer> rejections() throws BadRecordException {
        Map<String, Integer> reasons = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : outcomes.read(topics.activations())) {
            Activation activation = ContractJson.decode(record.value(), Activation.class);
            if (activation.getDecision() == Decision.REJECTED
                    && activation.getBy().equals(RejectionRecords.SCORER)) {
                reasons.merge(activation.getReason().replaceFirst(":.*", ""), 1, Integer::sum);
            }
        }
        return reasons;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
