package dev.sluice.stream.runtime;

import dev.sluice.command.ExitCode;
import dev.sluice.topic.BrokerRefusal;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when a stream thread dies: it is replaced within a budget; a refusal by the cluster ends it at once. */
public final class ThreadFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

    private final FailureBudget budget;
    private final ExitSignal exit;

    public ThreadFailures(FailureBudget budget, ExitSignal exit) {
        this.budget = budget;
        this.exit = exit;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        String refusal = BrokerRefusal.of(failure).orElse(null);
        if (refusal != null) {
            return giveUp(ExitCode.BROKER, refusal);
        }
        if (failure instanceof Error) {
            LOG.error("a stream thread died", failure);
            return giveUp(ExitCode.GAVE_UP, "a stream thread died of " + failure);
        }
        LOG.error("a stream thread died: {}", rootMessage(failure), failure);
        if (!budget.spend()) {
            return giveUp(
                    ExitCode.GAVE_UP,
                    "stream threads died more often than " + budget + ", last of: " + rootMessage(failure));
        }
        LOG.info("the stream thread is replaced; {} are borne", budget);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private StreamThreadExceptionResponse giveUp(int code, String reason) {
        LOG.error("giving up: {}", reason);
        exit.raise(code, reason);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
