package dev.sluice.stream.feed;

import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.stream.runtime.ExitSignal;
import dev.sluice.stream.runtime.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models and activations topics from their beginning on a thread of its own, so that models are verified and
 * compiled while records flow. A broker or a topic that is not there is waited for. The first model is chosen only when
 * all that was there at the start has been read: a restart must not step through old versions.
 */
public final class ModelFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final List<String> topics;
    private final ModelTracker tracker;
    private final Duration probeInterval;
    private final Notice notice = new Notice(LOG, "");
    private final FeedThread thread;
    private volatile boolean brokerAnswers = true;

    /**
     * @param consumers makes a consumer without a group, {@code read_committed}; the feed closes it
     * @param exit is raised where the cluster refuses
     * @param probeInterval how long silence is taken for a lack of news, before the broker is asked
     */
    public ModelFeed(
            PipelineTopics topics,
            ModelTracker tracker,
            Supplier<Consumer<byte[], byte[]>> consumers,
            ExitSignal exit,
            Duration probeInterval) {
        this.probeInterval = probeInterval;
        this.topics = List.of(topics.models(), topics.activations());
        this.tracker = tracker;
        this.thread = new FeedThread(
                "sluice-models",
                consumers,
                exit,
                notice,
                why -> "cannot read the models yet: " + why + "; trying again",
                this::read);
    }

    public void start() {
        thread.start();
    }

    private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = findTopics(consumer);
        if (!thread.stopped()) {
            follow(consumer, partitions);
        }
    }

    private List<TopicPartition> findTopics(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        while (!thread.stopped()) {
            List<TopicPartition> partitions = new ArrayList<>();
            List<String> absent = new ArrayList<>();
            for (String topic : topics) {
                List<PartitionInfo> found = consumer.partitionsFor(topic, LOOKUP_TIMEOUT);
                found.forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
                if (found.isEmpty()) {
                    absent.add(topic);
                }
            }
            if (absent.isEmpty()) {
                return partitions;
            }
            notice.say("waiting for topic " + String.join(" and ", absent) + ", which the trainer makes");
            thread.pause();
        }
        return List.of();
    }

    private void follow(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        notice.say(following());
        brokerAnswers = true;
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        tracker.restart();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LOOKUP_TIMEOUT);
        boolean caughtUp = false;
        long heardOf = System.nanoTime();
        while (!thread.stopped()) {
            if (!caughtUp && partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
                caughtUp = true;
                tracker.refresh();
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                tracker.accept(records);
                if (caughtUp) {
                    tracker.refresh();
                }
                heardOf = System.nanoTime();
            } else if (System.nanoTime() - heardOf >= probeInterval.toNanos()) {
                probe(consumer, partitions);
                heardOf = System.nanoTime();
            }
        }
    }

    /** A consumer says nothing of a broker that went away, and models are rare: ask. */
    private void probe(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        try {
            consumer.endOffsets(partitions, LOOKUP_TIMEOUT);
            brokerAnswers = true;
            notice.say(following());
        } catch (TimeoutException e) {
            brokerAnswers = false;
            notice.warn("the broker does not answer: trying again until it does");
        }
    }

    /** Whether the broker answered when last asked. */
    public boolean brokerAnswers() {
        return brokerAnswers;
    }

    private String following() {
        return "following " + String.join(" and ", topics);
    }

    /** Ends the thread; the active model stays. */
    @Override
    public void close() {
        thread.close();
    }
}
