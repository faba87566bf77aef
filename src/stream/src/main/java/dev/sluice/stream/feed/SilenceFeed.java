package dev.sluice.stream.feed;

import dev.sluice.command.ExitCode;
import dev.sluice.stream.runtime.Backoff;
import dev.sluice.stream.runtime.ExitSignal;
import dev.sluice.stream.runtime.Notice;
import dev.sluice.topic.BrokerRefusal;
import dev.sluice.topic.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the silences topic from its beginning on a thread of its own. Where it cannot be read, records are scored on with
 * the silences that are known, and it is tried again: an incident too many is better than no scores.
 */
public final class SilenceFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final String topic;
    private final SilenceTracker tracker;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ExitSignal exit;
    private final Notice notice = new Notice(LOG, "");
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Consumer<byte[], byte[]> current;

    /**
     * @param consumers makes a consumer without a group, {@code read_committed}; the feed closes it
     * @param exit is raised where the cluster refuses
     */
    public SilenceFeed(
            String topic, SilenceTracker tracker, Supplier<Consumer<byte[], byte[]>> consumers, ExitSignal exit) {
        this.topic = topic;
        this.tracker = tracker;
        this.consumers = consumers;
        this.exit = exit;
        this.thread = new Thread(this::run, "sluice-silences");
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Waits until all is read that was there at the start, but not for ever: whether it is. */
    public boolean awaitRead(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Backoff backoff = new Backoff();
        try {
            while (!stopped()) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    current = consumer;
                    List<TopicPartition> partitions = TopicReader.partitions(consumer, topic);
                    if (partitions.isEmpty()) {
                        notice.say("waiting for topic " + topic);
                        pause(backoff.next());
                    } else {
                        notice.say("following " + topic);
                        follow(consumer, partitions);
                    }
                } catch (WakeupException e) {
                    LOG.debug("asked to stop");
                } catch (RuntimeException e) {
                    if (givesUp(e)) {
                        return;
                    }
                    notice.warn("cannot read the silences: " + e.getMessage() + "; going on with those that are known");
                    pause(backoff.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean givesUp(RuntimeException failure) {
        Optional<String> refusal = BrokerRefusal.of(failure);
        refusal.ifPresent(why -> {
            LOG.error("giving up: {}", why);
            exit.raise(ExitCode.BROKER, why);
        });
        return refusal.isPresent();
    }

    private void follow(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        tracker.restart();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean all = false;
        while (!stopped()) {
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

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private void pause(Duration wait) throws InterruptedException {
        stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        stop.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
