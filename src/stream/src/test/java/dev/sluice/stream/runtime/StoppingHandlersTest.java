package dev.sluice.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Going on after either would lose the record without a word. */
class StoppingHandlersTest {

    @Test
    void stopsAtARecordThatCannotBeHandedOver() {
        var response = new DeserializationFailures()
                .handleError(
                        new FailedAt(),
                        new ConsumerRecord<>("telemetry", 0, 7, null, null),
                        new RuntimeException("no bytes"));

        assertThat(response.result()).isEqualTo(DeserializationExceptionHandler.Result.FAIL);
        assertThat(response.deadLetterQueueRecords()).isEmpty();
    }

    @Test
    void stopsWhereTheProcessorFails() {
        var response = new ProcessingFailures()
                .handleError(new FailedAt(), new Record<>(null, null, 1L), new RuntimeException("store closed"));

        assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
        assertThat(response.deadLetterQueueRecords()).isEmpty();
    }
}
