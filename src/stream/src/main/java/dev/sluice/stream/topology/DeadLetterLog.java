package dev.sluice.stream.topology;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs dead letters with their coordinates: all of them at debug level, one in ten seconds as a warning. */
final class DeadLetterLog {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final LongSupplier nanoTime;
    private long nextWarning;
    private long unmentioned;

    DeadLetterLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextWarning = nanoTime.getAsLong();
    }

    /** @return whether it was worth a warning */
    boolean add(String topic, int partition, long offset, String reason) {
        LOG.debug("dead letter: {}-{}@{}: {}", topic, partition, offset, reason);
        long now = nanoTime.getAsLong();
        if (now - nextWarning < 0) {
            unmentioned++;
            return false;
        }
        if (unmentioned == 0) {
            LOG.warn("dead letter: {}-{}@{}: {}", topic, partition, offset, reason);
        } else {
            LOG.warn(
                    "dead letter: {}-{}@{}: {} (and {} others since the last warning)",
                    topic,
                    partition,
                    offset,
                    reason,
                    unmentioned);
        }
        unmentioned = 0;
        nextWarning = now + INTERVAL_NANOS;
        return true;
    }
}
