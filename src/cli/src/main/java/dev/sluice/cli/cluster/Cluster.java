package dev.sluice.cli.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A Kafka cluster that has answered. Every request to it ends within seconds. */
public final class Cluster implements AutoCloseable {

    private static final int TIMEOUT_MS = 5_000;

    private final Admin admin;
    private final Map<String, String> kafka;
    private final String id;

    private Cluster(Admin admin, Map<String, String> kafka) throws InterruptedException {
        this.admin = admin;
        this.kafka = Map.copyOf(kafka);
        DescribeClusterResult described = admin.describeCluster();
        try {
            this.id = described.clusterId().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TimeoutException
                    ? new TimeoutException("no Kafka broker answers at " + address(kafka) + " within "
                            + TIMEOUT_MS / 1000
                            + " s: check the address (--bootstrap-server), or start a broker with `sluice broker`")
                    : failure("cannot talk to the Kafka cluster at " + address(kafka), e);
        }
    }

    /**
     * @param kafka client settings
     * @throws KafkaException where no broker answers, or the settings are no good
     */
    public static Cluster connect(Map<String, String> kafka) throws InterruptedException {
        Admin admin = admin(kafka);
        try {
            return new Cluster(admin, kafka);
        } catch (RuntimeException | InterruptedException e) {
            admin.close();
            throw e;
        }
    }

    private static Admin admin(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            // The outer message only says that a client could not be made.
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new KafkaException("cannot use the kafka settings for " + address(kafka) + ": " + why, e);
        }
    }

    private static String address(Map<String, String> kafka) {
        return kafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "(no bootstrap.servers)");
    }

    /** Where it is, as the client settings say. */
    public String address() {
        return address(kafka);
    }

    public String id() {
        return id;
    }

    /** The client settings it was reached with. */
    public Map<String, String> kafka() {
        return kafka;
    }

    public Admin admin() {
        return admin;
    }

    /** How many partitions a topic has; empty where it does not exist. */
    public OptionalInt partitions(String topic) throws InterruptedException {
        try {
            return OptionalInt.of(admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw failure("cannot describe topic " + topic, e);
        }
    }

    /**
     * Creates a topic that keeps its records for ever, unless it exists, and waits until brokers know it.
     *
     * @return whether it was created
     */
    public boolean createIfAbsent(String topic, int partitions) throws InterruptedException {
        if (partitions(topic).isPresent()) {
            return false;
        }
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        try {
            admin.createTopics(List.of(wanted)).all().get();
            awaitVisible(topic);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failure("cannot create topic " + topic, e);
        }
    }

    /** The controller answers before every broker has heard of the topic. */
    private void awaitVisible(String topic) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        while (partitions(topic).isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /**
     * The result of a request.
     *
     * @param what the request was for, as in {@code "cannot describe topic t"}
     * @throws KafkaException where it failed
     */
    public <T> T get(String what, KafkaFuture<T> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw failure(what, e);
        }
    }

    private static KafkaException failure(String what, ExecutionException e) {
        return new KafkaException(what + ": " + e.getCause().getMessage(), e.getCause());
    }

    @Override
    public void close() {
        admin.close();
    }
}
