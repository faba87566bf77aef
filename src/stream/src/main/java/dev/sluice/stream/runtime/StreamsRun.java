package dev.sluice.stream.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of Kafka Streams with its metrics, from start to close. Thread-safe. */
public final class StreamsRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final GroupMembershipOperation membership;

    /** Makes all that it takes, and leaves it at rest. */
    public StreamsRun(
            Topology topology,
            Map<String, Object> settings,
            StreamsUncaughtExceptionHandler threadFailures,
            MeterRegistry registry) {
        membership = membershipAfterClose(settings);
        streams = new KafkaStreams(topology, new StreamsConfig(settings), new StreamsClients());
        streams.setUncaughtExceptionHandler(threadFailures);
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
    }

    /**
     * From here on records are read.
     *
     * @param whenRunning is called once it does, and again after each change of the group
     */
    public void start(Runnable whenRunning) {
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                whenRunning.run();
            }
        });
        streams.start();
    }

    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Kafka Streams' own word for its state, in lower case. */
    public String state() {
        return streams.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * What becomes of the place in the consumer group: a static member is expected back, and keeps it for its session timeout;
     * any other leaves, so that others take over at once.
     */
    static GroupMembershipOperation membershipAfterClose(Map<String, Object> settings) {
        String key = ConsumerConfig.GROUP_INSTANCE_ID_CONFIG;
        boolean isStatic = settings.containsKey(key)
                || settings.containsKey(StreamsConfig.consumerPrefix(key))
                || settings.containsKey(StreamsConfig.mainConsumerPrefix(key));
        return isStatic ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
    }

    /** Finishes the transaction under way, and ends. */
    @Override
    public void close() {
        metrics.close();
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(membership).withTimeout(CLOSE_TIMEOUT));
        if (!closed) {
            LOG.warn(
                    "stream threads did not end within {} s; what they had not committed is done again",
                    CLOSE_TIMEOUT.toSeconds());
        }
    }
}
