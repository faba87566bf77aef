package dev.sluice.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RejectionRecordsTest {

    private static final Rejection REJECTION = new Rejection(7, "digest", "it was altered");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RejectionRecords records = new RejectionRecords(
            new PipelineTopics("pumps"), () -> producer, Clock.fixed(Instant.ofEpochMilli(5), ZoneOffset.UTC));

    @Test
    void aRejectionIsARecordOfTheActivationsTopicWithItsReason() throws Exception {
        records.accept(REJECTION);

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("pumps.activations");
        assertThat(record.key()).asString().isEqualTo("pumps");
        assertThat(ContractJson.decode(record.value(), Activation.class))
                .isEqualTo(new Activation(
                        "pumps", 7, Decision.REJECTED, "digest: it was altered", "scorer", 5L, Map.of(), List.of()));
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aScorerThatMayNotWriteItScoresOn() {
        producer.sendException = new TopicAuthorizationException("not allowed");

        records.accept(REJECTION);

        assertThat(producer.history()).isEmpty();
        assertThat(producer.closed()).isTrue();
    }
}
