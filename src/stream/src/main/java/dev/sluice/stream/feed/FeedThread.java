package dev.sluice.stream.feed;

import dev.sluice.command.ExitCode;
import dev.sluice.stream.runtime.Backoff;
import dev.sluice.stream.runtime.ExitSignal;
import dev.sluice.stream.runtime.Notice;
import dev.sluice.topic.BrokerRefusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads with a consumer, and whenever that fails begins anew with another one, until it is closed. A cluster
 * that refuses ends the scorer.
 */
final class FeedThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedThread.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ExitSignal exit;
    private final Notice notice;
    private final UnaryOperator<String> trouble;
    private final Reading reading;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Consumer<byte[], byte[]> current;

    /** Reads until the thread is {@link #stopped}, or fails; returns where there is nothing to read yet. */
    interface Reading {
        void read(Consumer<byte[], byte[]> consumer) throws InterruptedException;
    }

    /**
     * @param consumers makes a consumer without a group, {@code read_committed}; the thread closes it
     * @param exit is raised where the cluster refuses
     * @param notice says what it waits for
     * @param trouble makes the warning of why it failed
     */
    FeedThread(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            ExitSignal exit,
            Notice notice,
            UnaryOperator<String> trouble,
            Reading reading) {
        this.consumers = consumers;
        this.exit = exit;
        this.notice = notice;
        this.trouble = trouble;
        this.reading = reading;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopped()) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    current = consumer;
                    reading.read(consumer);
                } catch (WakeupException e) {
                    LOG.debug("asked to stop");
                } catch (RuntimeException e) {
                    if (givesUp(e)) {
                        return;
                    }
                    notice.warn(trouble.apply(e.getMessage()));
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            exit.raise(ExitCode.GAVE_UP, thread.getName() + " died of " + e);
            throw e;
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

    boolean stopped() {
        return stop.getCount() == 0;
    }

    /** Waits before the next try, longer each time. */
    void pause() throws InterruptedException {
        stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
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
