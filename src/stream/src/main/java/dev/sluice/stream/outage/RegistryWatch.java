package dev.sluice.stream.outage;

import dev.sluice.registry.RegistryOutageException;
import dev.sluice.stream.runtime.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    /** How long the next thread may take to come to the record that the one before stood at. */
    private static final Duration HANDOVER = Duration.ofSeconds(30);

    private final Duration patience;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Integer, Stall> stalls = new HashMap<>();
    private volatile String reason;
    private long since;

    /** Where a partition stands; {@code by} is null while no thread waits there. */
    private record Stall(long offset, Wait by, long last) {}

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

        private Wait() {}

        /**
         * Waits a moment before the next attempt at a record.
         *
         * @throws RegistryOutageException the outage itself, where the thread has waited as long as it may, or is to end
         */
        public void after(RegistryOutageException outage, int partition, long offset) {
            if (!waiting) {
                waiting = true;
                began = nanoTime.getAsLong();
            }
            stand(this, outage, partition, offset);
            Duration pause = backoff.next();
            boolean late = nanoTime.getAsLong() - began + pause.toNanos() > patience.toNanos();
            if (late || !pause(pause)) {
                waiting = false;
                leave(partition, offset);
                throw outage;
            }
        }

        /** A record went through. */
        public void over(int partition, long offset) {
            if (reason != null) {
                waiting = false;
                backoff.reset();
                moveOn(partition, offset);
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

    private synchronized void stand(Wait wait, RegistryOutageException outage, int partition, long offset) {
        long now = nanoTime.getAsLong();
        if (reason == null) {
            since = now;
            LOG.warn("waiting for the schema registry: {}; records stand still until it answers", outage.getMessage());
        }
        reason = outage.getMessage();
        stalls.put(partition, new Stall(offset, wait, now));
    }

    /** The thread is replaced: the outage goes on, for the one that takes over. */
    private synchronized void leave(int partition, long offset) {
        stalls.put(partition, new Stall(offset, null, nanoTime.getAsLong()));
    }

    /** The records before the one that waited may be done again first: they are no sign of an answer. */
    private synchronized void moveOn(int partition, long offset) {
        Stall stall = stalls.get(partition);
        if (stall != null && offset >= stall.offset) {
            stalls.remove(partition);
        }
        endIfAllMoved();
    }

    private void endIfAllMoved() {
        if (stalls.isEmpty() && reason != null) {
            reason = null;
            LOG.info(
                    "no record waits for the schema registry any more, after {} s",
                    Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds());
        }
    }

    /** What is being waited for, in words; empty where nothing is. */
    public synchronized Optional<String> state() {
        // Partitions that went to another process stand there now.
        long now = nanoTime.getAsLong();
        if (stalls.values().removeIf(s -> s.by == null && now - s.last > HANDOVER.toNanos())) {
            endIfAllMoved();
        }
        return Optional.ofNullable(reason).map(r -> "waiting for the schema registry: " + r);
    }

    /** Ends every wait. */
    @Override
    public void close() {
        closed.countDown();
    }
}
