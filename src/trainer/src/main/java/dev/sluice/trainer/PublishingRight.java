package dev.sluice.trainer;

import dev.sluice.trainer.publish.Publisher;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * The right to publish a pipeline's models. Of several trainers, the one that took it last has it, and keeps it from round
 * to round, so that whoever had it before finds out when it publishes next.
 */
final class PublishingRight implements AutoCloseable {

    private Publisher held;

    boolean isHeld() {
        return held != null;
    }

    /** The publisher that is held, or a new one, which takes the right from every other trainer. */
    Publisher take(Connection connection) {
        if (held == null) {
            held = connection.openPublisher();
        }
        return held;
    }

    /** Whether a failure, or a cause of it, says that another trainer has taken the right. */
    static boolean isLost(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ProducerFencedException || t instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    /** Gives it back: after a failure nobody knows what state a publisher is in. */
    @Override
    public void close() {
        if (held != null) {
            Publisher publisher = held;
            held = null;
            publisher.close();
        }
    }
}
