package dev.sluice.stream.outage;

import dev.sluice.registry.RegistryOutageException;
import dev.sluice.stream.runtime.Backoff;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether stream threads wait for the schema registry: they do so in the middle of a record, which is tried again until
 * there is an answer. Said once when it begins, and once when it is over. Thread-safe.
 *
 * <p>A thread waits in place while Kafka still takes it for alive, half of {@code max.poll.interval.ms}. Then the outage is
 * thrown, the thread is replaced without being counted as a failure, and the next one waits on from the same record: the
 * transaction that was under way is rolled back, so nothing is lost and nothing is there twice.
 */
public final class RegistryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryWatch.class);

    /** How long an outage is believed in that no thread waits for any more. */
    private static final Duration HANDOVER = Duration.ofSeconds(30);

    private final Duration patience;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Wait> waits = new HashSet<>();
    private volatile String reason;
    private long since;
    private long last;

    /** @param patience how long a thread may wait in place */
    public RegistryWatch(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** The waiting of one task. Not thread-safe itself. */
    public final class Wait {
        private final Backoff backoff = new Backoff();
        private long began;
        private boolean waiting;

        /**
         * Waits a moment before the next attempt.
         *
         * @throws RegistryOutageException the outage itself, where the thread has waited as long as it may, or is to end
         */
        public void after(RegistryOutageException outage) {
            if (!waiting) {
                waiting = true;
                began = nanoTime.getAsLong();
            }
            begin(this, outage);
            Duration pause = backoff.next();
            boolean late = nanoTime.getAsLong() - began + pause.toNanos() > patience.toNanos();
            if (late || !pause(pause)) {
                waiting = false;
                leave(this);
                throw outage;
            }
        }

        /** A record went through. */
        public void over() {
            if (waiting || reason != null) {
                waiting = false;
                backoff.reset();
                end(this);
            }
        }
    }

    public Wait newWait() {
        return new Wait();
    }

    private boolean pause(Duration pause) {
        try {
            return !closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void begin(Wait wait, RegistryOutageException outage) {
        last = nanoTime.getAsLong();
        if (reason == null) {
            since = last;
            LOG.warn("waiting for the schema registry: {}; records stand still until it answers", outage.getMessage());
        }
        reason = outage.getMessage();
        waits.add(wait);
    }

    /** The thread is replaced: the outage goes on, for the one that takes over. */
    private synchronized void leave(Wait wait) {
        waits.remove(wait);
    }

    private synchronized void end(Wait wait) {
        waits.remove(wait);
        if (waits.isEmpty() && reason != null) {
            reason = null;
            LOG.info(
                    "the schema registry answers again, after {} s",
                    Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds());
        }
    }

    /** What is being waited for, in words; empty where nothing is. */
    public synchronized Optional<String> state() {
        boolean waited = !waits.isEmpty() || nanoTime.getAsLong() - last < HANDOVER.toNanos();
        return waited
                ? Optional.ofNullable(reason).map(r -> "waiting for the schema registry: " + r)
                : Optional.empty();
    }

    /** Ends every wait. */
    @Override
    public void close() {
        closed.countDown();
    }
}
