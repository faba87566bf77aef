package dev.sluice.stream.feed;

import dev.sluice.stream.runtime.ExitSignal;
import dev.sluice.stream.runtime.Notice;
import dev.sluice.topic.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the silences topic from its beginning on a thread of its own. Where it cannot be read, records are scored on with
 * the silences that are known, and it is tried again: an incident too many is better than no scores.
 */
public final class SilenceFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final String topic;
    private final SilenceTracker tracker;
    private final Notice notice = new Notice(LOG, "");
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final FeedThread thread;

    /**
     * @param consumers makes a consumer without a group, {@code read_committed}; the feed closes it
     * @param exit is raised where the cluster refuses
     */
    public SilenceFeed(
            String topic, SilenceTracker tracker, Supplier<Consumer<byte[], byte[]>> consumers, ExitSignal exit) {
        this.topic = topic;
        this.tracker = tracker;
        this.thread = new FeedThread(
                "sluice-silences",
                consumers,
                exit,
                notice,
                why -> "cannot read the silences: " + why + "; going on with those that are known",
                this::read);
    }

    public void start() {
        thread.start();
    }

    /** Waits until all is read that was there at the start, but not for ever: whether it is. */
    public boolean awaitRead(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
        if (partitions.isEmpty()) {
            notice.say("waiting for topic " + topic);
            thread.pause();
        } else {
            notice.say("following " + topic);
            follow(consumer, partitions);
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        tracker.restart();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean all = false;
        while (!thread.stopped()) {
            boolean now = partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
            if (now && !all) {
                all = true;
                tracker.refresh();
                caughtUp.countDown();
            }
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                tracker.accept(records);
                if (all) {
                    tracker.refresh();
                }
            }
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
