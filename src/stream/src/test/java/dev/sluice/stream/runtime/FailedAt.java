package dev.sluice.stream.runtime;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;

/** Where a record failed, as Kafka Streams tells a handler. */
record FailedAt() implements ErrorHandlerContext {
    @Override
    public String topic() {
        return "telemetry";
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public long offset() {
        return 7;
    }

    @Override
    public Headers headers() {
        return null;
    }

    @Override
    public String processorNodeId() {
        return "scorer";
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, 0);
    }

    @Override
    public long timestamp() {
        return 1;
    }

    @Override
    public byte[] sourceRawKey() {
        return null;
    }

    @Override
    public byte[] sourceRawValue() {
        return null;
    }
}
