package dev.sluice.topic;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates a pipeline's topics with the policies they need, and checks those that are there. Topics that carry one record
 * per input record have the input's partitions, because outputs go to the partition that the input came from.
 */
public final class TopicProvisioner {

    private final Admin admin;
    private final PipelineConfig config;

    public TopicProvisioner(Admin admin, PipelineConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** Partitions of the input topic; empty where it does not exist. */
    public Optional<Integer> inputPartitions() throws InterruptedException {
        return Optional.ofNullable(
                partitions(Set.of(config.input().topic())).get(config.input().topic()));
    }

    /** Creates the models and activations topics where they do not exist. */
    public void provisionModelTopics() throws InterruptedException {
        PipelineTopics topics = config.topics();
        create(List.of(
                topic(
                        topics.models(),
                        1,
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(config.maxModelBytes() + (1 << 16)))),
                topic(topics.activations(), 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))));
    }

    /** Creates the drift topic where it does not exist. */
    public void provisionDriftTopic() throws InterruptedException {
        create(List.of(topic(config.topics().drift(), 1, Map.of())));
    }

    /** Creates the silences topic where it does not exist. */
    public void provisionSilencesTopic() throws InterruptedException {
        create(List.of(topic(
                config.topics().silences(),
                1,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))));
    }

    /** Creates the feedback topic where it does not exist. */
    public void provisionFeedbackTopic() throws InterruptedException {
        create(List.of(topic(
                config.topics().feedback(),
                1,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))));
    }

    /**
     * Creates the output topics where they do not exist.
     *
     * @param inputPartitions partitions of the input topic
     * @throws IllegalStateException where one exists with another number of partitions
     */
    public void provisionOutputTopics(int inputPartitions) throws InterruptedException {
        PipelineTopics topics = config.topics();
        List<NewTopic> wanted = new ArrayList<>();
        for (String name : List.of(topics.latents(), topics.scores(), topics.alerts())) {
            wanted.add(output(name, inputPartitions, Map.of()));
        }
        // A dead letter is the input's bytes and some headers: a record at the input's limit must still fit. So it is
        // with
        // a packed one that nothing could be made smaller of.
        Map<String, String> large = Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DEAD_LETTER_BYTES));
        wanted.add(output(topics.deadLetters(), inputPartitions, large));
        if (config.compression().isOn()) {
            wanted.add(output(topics.packed(), inputPartitions, large));
        }
        wanted.add(output(topics.fences(), inputPartitions, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
        create(wanted);
        Map<String, Integer> actual =
                partitions(Set.copyOf(wanted.stream().map(NewTopic::name).toList()));
        for (NewTopic w : wanted) {
            int has = actual.getOrDefault(w.name(), inputPartitions);
            if (has != inputPartitions) {
                throw new IllegalStateException("topic " + w.name() + " has " + has + " partitions, but input topic "
                        + config.input().topic() + " has " + inputPartitions
                        + ": recreate it with as many, or rename the pipeline");
            }
        }
    }

    /** Largest dead letter, and so the request size that a scorer's producer needs. */
    public static final int DEAD_LETTER_BYTES = 10 << 20;

    /** Outputs carry the input's timestamp: a record of a device whose clock is fast must not be refused there. */
    private static NewTopic output(String name, int partitions, Map<String, String> configs) {
        Map<String, String> all = new HashMap<>(configs);
        all.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
        return topic(name, partitions, all);
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> configs) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    }

    private void create(List<NewTopic> topics) throws InterruptedException {
        Map<String, Integer> existing =
                partitions(Set.copyOf(topics.stream().map(NewTopic::name).toList()));
        List<NewTopic> absent =
                topics.stream().filter(t -> !existing.containsKey(t.name())).toList();
        for (var creation : admin.createTopics(absent).values().entrySet()) {
            try {
                creation.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failure("cannot create topic ", creation.getKey(), e);
                }
            }
        }
    }

    private Map<String, Integer> partitions(Set<String> names) throws InterruptedException {
        Map<String, Integer> counts = new HashMap<>();
        for (var described : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                TopicDescription description = described.getValue().get();
                counts.put(described.getKey(), description.partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure("cannot describe topic ", described.getKey(), e);
                }
            }
        }
        return counts;
    }

    private static RuntimeException failure(String what, String topic, ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof TopicAuthorizationException) {
            // The broker's own does not say which topic.
            return new TopicAuthorizationException(what + topic + ": " + cause.getMessage(), Set.of(topic));
        }
        return cause instanceof RuntimeException kafka
                ? kafka
                : new IllegalStateException(what + topic + ": " + cause.getMessage(), cause);
    }
}
