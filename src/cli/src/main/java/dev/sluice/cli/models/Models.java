package dev.sluice.cli.models;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.signature.TrustedKeys;
import dev.sluice.stream.feed.ModelLoader;
import dev.sluice.stream.feed.Rejection;
import dev.sluice.topic.ActivationHistory;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.TopicReader;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The models of a pipeline, as its topics have them now. */
public final class Models {

    /** What {@link #verification} says of an artifact that a scorer takes. */
    public static final String VERIFIED = "verified";

    private final PipelineConfig pipeline;
    private final ModelCatalog catalog;

    Models(PipelineConfig pipeline, ModelCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    /**
     * Reads them all.
     *
     * @throws org.apache.kafka.common.KafkaException where no broker answers, or the topics do not exist
     */
    public static Models read(PipelineConfig pipeline) throws InterruptedException {
        PipelineTopics topics = pipeline.topics();
        try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
            requireTopics(cluster, topics);
        }
        ModelCatalog catalog = new ModelCatalog(topics);
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(pipeline.kafka())) {
            List<TopicPartition> partitions =
                    TopicReader.partitions(consumer, List.of(topics.models(), topics.activations()));
            TopicReader.readAll(consumer, partitions, catalog::accept);
        }
        return new Models(pipeline, catalog);
    }

    /** @throws UnknownTopicOrPartitionException where no trainer has created the topics yet */
    static void requireTopics(Cluster cluster, PipelineTopics topics) throws InterruptedException {
        if (cluster.partitions(topics.models()).isEmpty()) {
            throw new UnknownTopicOrPartitionException("topic " + topics.models() + " does not exist at "
                    + cluster.address() + ": `sluice trainer` creates it when it starts");
        }
    }

    /** What the operators of a pipeline fence each other by; never the trainers, who have another. */
    public static String operatorTransactionalId(PipelineConfig pipeline) {
        return "sluice-operator-" + pipeline.pipeline();
    }

    /** The name of the pipeline. */
    String pipeline() {
        return pipeline.pipeline();
    }

    /** Largest artifact that scorers read. */
    int maxBytes() {
        return pipeline.maxModelBytes();
    }

    /** Which version was active when, which are pinned or rejected. */
    public ActivationHistory history() {
        return catalog.history();
    }

    /** The highest version that was ever named, 0 before the first. */
    int lastVersion() {
        return catalog.lastVersion();
    }

    /** Versions whose artifacts are there, for people. */
    String withArtifact() {
        return catalog.versions().isEmpty() ? "none" : catalog.versions().toString();
    }

    /** Whether a version is kept active whatever the trainer makes. */
    boolean isPinned(int version) {
        return catalog.pinned().filter(a -> a.getVersion() == version).isPresent();
    }

    /** Whether a version came from a file. */
    boolean isImported(int version) {
        return catalog.activations().stream()
                .anyMatch(a -> a.getVersion() == version && a.getDecision() == Decision.IMPORTED);
    }

    /** Every version that was ever named, ascending: those with an artifact, and those turned down. */
    public List<Integer> versions() {
        TreeSet<Integer> versions = new TreeSet<>(catalog.versions());
        catalog.activations().forEach(a -> versions.add(a.getVersion()));
        return List.copyOf(versions);
    }

    /** The active version; empty before the first. */
    public Optional<Integer> champion() {
        return catalog.champion().map(Activation::getVersion);
    }

    /** What was decided about a version last. */
    public Optional<Activation> decision(int version) {
        return catalog.activations().stream()
                .filter(a -> a.getVersion() == version)
                .reduce((first, last) -> last);
    }

    /** What the judge looked at when a version was promoted or turned down; empty where it was not judged. */
    public Optional<Activation> judgement(int version) {
        return catalog.activations().stream()
                .filter(a -> a.getVersion() == version && !a.getChecks().isEmpty())
                .reduce((first, last) -> last);
    }

    /** Records of the topics that could not be understood. */
    public List<String> unreadable() {
        return catalog.unreadable();
    }

    /** A version's artifact as it was published; empty where there is none. */
    public Optional<byte[]> bytes(int version) {
        return catalog.artifact(version);
    }

    /**
     * The version that a command is about.
     *
     * @param version null for the active one
     * @throws ConfigException where there is no such version with an artifact
     */
    public int require(Integer version) {
        int wanted = version == null ? champion().orElseThrow(this::none) : version;
        if (catalog.artifact(wanted).isEmpty()) {
            throw new ConfigException(absent(wanted));
        }
        return wanted;
    }

    /** That there is no artifact of a version. */
    String absent(int version) {
        return "pipeline " + pipeline.pipeline() + " has no artifact of version " + version + "; it has "
                + withArtifact();
    }

    /** That no version is active. */
    ConfigException none() {
        return new ConfigException("pipeline " + pipeline.pipeline()
                + " has no active model yet: the trainer makes the first from "
                + pipeline.training().minRecords() + " records");
    }

    /**
     * The content of an artifact.
     *
     * @throws ArtifactException where it is no artifact
     */
    public ModelArtifact artifact(int version) throws ArtifactException {
        return ArtifactReader.read(bytes(version).orElseThrow(this::none), pipeline.maxModelBytes());
    }

    /**
     * A version as a scorer would have it.
     *
     * @throws ArtifactException where a scorer would refuse it
     * @throws ConfigException where a trusted key cannot be used
     */
    public LoadedModel load(int version) throws ArtifactException {
        return ArtifactReader.load(
                bytes(version).orElseThrow(this::none),
                pipeline.maxModelBytes(),
                pipeline.pipeline(),
                TrustedKeys.of(pipeline.trust().trustedKeys()));
    }

    /** Why a scorer of this pipeline file would refuse a version; empty where it would take it. */
    Optional<String> refusal(int version) {
        return refusal(version, bytes(version).orElseThrow(this::none));
    }

    /** The same of an artifact that is not published. */
    Optional<String> refusal(int version, byte[] artifact) {
        return Optional.ofNullable(
                        new ModelLoader(pipeline).load(version, artifact).rejection())
                .map(Rejection::detail);
    }

    /** Which key signed a version, and whether that means something here, in words. */
    public String signature(int version) {
        try {
            TrustedKeys trusted = TrustedKeys.of(pipeline.trust().trustedKeys());
            return ArtifactReader.signedBy(bytes(version).orElseThrow(this::none), pipeline.maxModelBytes())
                    .map(key -> "key " + key
                            + (trusted.knows(key)
                                    ? " (trusted)"
                                    : trusted.required()
                                            ? " (unknown here)"
                                            : " (not checked: no models.trusted-keys)"))
                    .orElse("nobody");
        } catch (ArtifactException e) {
            return "unreadable";
        }
    }

    /** {@code verified}, or why a scorer would refuse the artifact. */
    public String verification(int version) {
        try {
            load(version);
            return VERIFIED;
        } catch (ArtifactException e) {
            return "refused: " + e.getMessage();
        }
    }
}
