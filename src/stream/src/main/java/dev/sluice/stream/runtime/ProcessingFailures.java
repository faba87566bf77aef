package dev.sluice.stream.runtime;

import dev.sluice.registry.RegistryOutageException;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops where the processor itself fails: all that a record can be at fault for is a dead letter by then, and CONTINUE
 * would keep what was already forwarded.
 */
public final class ProcessingFailures implements ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessingFailures.class);

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (exception instanceof RegistryOutageException) {
            return Response.fail(); // has been said, and is no failure of the processor's
        }
        LOG.error(
                "failed at {}-{}@{} in {}: {}",
                context.topic(),
                context.partition(),
                context.offset(),
                context.processorNodeId(),
                exception.getMessage(),
                exception);
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to configure.
    }
}
