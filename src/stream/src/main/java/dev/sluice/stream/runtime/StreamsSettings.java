package dev.sluice.stream.runtime;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings Kafka Streams runs with: the pipeline file's {@code kafka} section as it is, below it defaults that fit
 * scoring, above it what the promises rest on.
 */
public final class StreamsSettings {
    /** Kafka's default. */
    private static final String MAX_POLL_INTERVAL_MS = "300000";

    private StreamsSettings() {}

    /** @throws ConfigException where a size the user gave is no number */
    public static Map<String, Object> of(PipelineConfig config) {
        Map<String, String> user = config.kafka();
        Map<String, Object> settings = new HashMap<>(user);
        settings.putIfAbsent(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "200");
        // A cluster that is away is waited for, however long: a thread that gave up on it would only begin again.
        settings.putIfAbsent(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Long.toString(Long.MAX_VALUE));
        settings.putIfAbsent(StreamsConfig.STATE_DIR_CONFIG, stateDir(config.pipeline()));
        // At full load batches are full before, and below it what waits longer only arrives later.
        byDefault(settings, user, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.LINGER_MS_CONFIG, "5");
        byDefault(settings, user, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Each batch takes two blocks of the compressor, 64 KiB each, however little is in it.
        byDefault(settings, user, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.BATCH_SIZE_CONFIG, "65536");
        // Doubled with each try. What is asked for again soon is most of all what a broker has not got ready yet:
        // topics that
        // were just created, a transaction whose predecessor is being closed.
        byDefault(settings, user, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "10");
        byDefault(settings, user, StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, "20");
        // Partitions of a scorer that was killed stand still for this long.
        byDefault(settings, user, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "15000");
        // Output carries the input's timestamp: an input clock that is fast must not stop the scorer's own changelog.
        settings.putIfAbsent(
                StreamsConfig.TOPIC_PREFIX + TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                Long.toString(Long.MAX_VALUE));

        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(config));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        settings.put(
                StreamsConfig.PRODUCER_PREFIX + ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(Math.max(TopicProvisioner.DEAD_LETTER_BYTES, maxRequestSize(user))));
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeserializationFailures.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingFailures.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionFailures.class);
        // These belong to single clients and would be handed to all of them.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        settings.remove(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return settings;
    }

    /**
     * How long a stream thread may be busy with one record, half of what Kafka allows.
     *
     * @throws ConfigException where the setting is no number
     */
    public static Duration patience(PipelineConfig config) {
        String prefixed = StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
        String main = StreamsConfig.MAIN_CONSUMER_PREFIX + ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
        String millis = config.kafka()
                .getOrDefault(
                        main,
                        config.kafka()
                                .getOrDefault(
                                        prefixed,
                                        config.kafka()
                                                .getOrDefault(
                                                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                                                        MAX_POLL_INTERVAL_MS)));
        try {
            return Duration.ofMillis(Long.parseLong(millis.strip()) / 2);
        } catch (NumberFormatException e) {
            throw new ConfigException(
                    "kafka." + ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG + ": expected milliseconds, got \"" + millis
                            + "\"",
                    e);
        }
    }

    /** {@code sluice-<pipeline>}: consumer group, transactional id prefix and prefix of internal topics. */
    public static String applicationId(PipelineConfig config) {
        return "sluice-" + config.pipeline();
    }

    private static String stateDir(String pipeline) {
        String user = System.getProperty("user.name", "user");
        return Path.of(System.getProperty("java.io.tmpdir"), "sluice-" + user, pipeline)
                .toString();
    }

    private static void byDefault(
            Map<String, Object> settings, Map<String, String> user, String prefix, String name, String value) {
        if (!user.containsKey(name) && !user.containsKey(prefix + name)) {
            settings.put(prefix + name, value);
        }
    }

    private static int maxRequestSize(Map<String, String> user) {
        String prefixed = StreamsConfig.PRODUCER_PREFIX + ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        String key = user.containsKey(prefixed) ? prefixed : ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
        String size = user.getOrDefault(key, "0");
        try {
            return Integer.parseInt(size.strip());
        } catch (NumberFormatException e) {
            throw new ConfigException("kafka." + key + ": expected a number of bytes, got \"" + size + "\"", e);
        }
    }
}
