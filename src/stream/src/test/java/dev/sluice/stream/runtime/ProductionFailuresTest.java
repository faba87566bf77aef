package dev.sluice.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.Test;

class ProductionFailuresTest {

    private static Result of(Exception failure) {
        return new ProductionFailures()
                .handleError(new FailedAt(), new ProducerRecord<>("pumps.scores", 0, 1L, null, new byte[8]), failure)
                .result();
    }

    @Test
    void retriesWhatPasses() {
        assertThat(of(new TimeoutException("no answer"))).isEqualTo(Result.RETRY);
    }

    @Test
    void stopsAtWhatDoesNotPass() {
        assertThat(of(new RecordTooLargeException("too large"))).isEqualTo(Result.FAIL);
        assertThat(of(new InvalidTimestampException("too new"))).isEqualTo(Result.FAIL);
    }
}
