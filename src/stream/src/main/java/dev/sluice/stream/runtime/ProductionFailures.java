package dev.sluice.stream.runtime;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retries what passes by itself; stops at what does not, because going on would lose an outcome. */
public final class ProductionFailures implements ProductionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProductionFailures.class);

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RetriableException) {
            return Response.retry();
        }
        LOG.error(
                "topic {} does not take the output of {}-{}@{} (key {} bytes, value {} bytes, timestamp {}): {}{}",
                record.topic(),
                context.topic(),
                context.partition(),
                context.offset(),
                size(record.key()),
                size(record.value()),
                record.timestamp(),
                exception.getMessage(),
                mend(record.topic(), exception));
        return Response.fail();
    }

    private static int size(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String mend(String topic, Exception exception) {
        if (exception instanceof RecordTooLargeException) {
            return ": raise max.message.bytes of topic " + topic;
        }
        if (exception instanceof InvalidTimestampException) {
            return ": raise message.timestamp.after.max.ms of topic " + topic;
        }
        return "";
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to configure.
    }
}
