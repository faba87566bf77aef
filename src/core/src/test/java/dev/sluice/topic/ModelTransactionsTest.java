package dev.sluice.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ModelTransactionsTest {
    private static final PipelineConfig CONFIG =
            PipelineFile.parse("pipeline: pumps\ninput: {topic: telemetry}", "test", Map.of());

    private boolean closedWhileInterrupted;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void close(Duration timeout) {
                    closedWhileInterrupted = Thread.currentThread().isInterrupted();
                    super.close(timeout);
                }
            };

    private final ModelTransactions transactions = new ModelTransactions(producer, CONFIG.topics());

    @Test
    void tellsWhereWhatItWroteEnds() throws InterruptedException {
        Map<TopicPartition, Long> ends = transactions.write(
                List.of(transactions.record(1, null), transactions.record(2, null), transactions.record(3, null)));

        assertThat(ends).containsOnly(entry(new TopicPartition("pumps.models", 0), 3L));
        assertThat(producer.commitCount()).isEqualTo(1);
    }

    @Test
    void anInterruptedThreadClosesQuietlyAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        transactions.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closedWhileInterrupted).isFalse();
        assertThat(producer.closed()).isTrue();
    }
}
