package dev.sluice.stream.feed;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the activations topic that a scorer turned an artifact down, and why, so that {@code sluice models list} tells it
 * to whoever published it. The log and the meter have it in any case: where it cannot be written, a warning says so.
 */
public final class RejectionRecords implements Consumer<Rejection> {

    /** Who turned it down, as activations name it. */
    public static final String SCORER = ModelCatalog.SCORER;

    private static final Logger LOG = LoggerFactory.getLogger(RejectionRecords.class);

    private final PipelineTopics topics;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Clock clock;

    /** @param producers makes a producer for one record: rejections are rare */
    public RejectionRecords(PipelineTopics topics, Supplier<Producer<byte[], byte[]>> producers, Clock clock) {
        this.topics = topics;
        this.producers = producers;
        this.clock = clock;
    }

    @Override
    public void accept(Rejection rejection) {
        Activation record = new Activation(
                topics.pipeline(),
                rejection.version(),
                Decision.REJECTED,
                rejection.reason() + ": " + rejection.detail(),
                SCORER,
                clock.millis(),
                Map.of(),
                List.of());
        try (Producer<byte[], byte[]> producer = producers.get()) {
            producer.send(new ProducerRecord<>(
                            topics.activations(),
                            topics.pipeline().getBytes(StandardCharsets.UTF_8),
                            ContractJson.encode(record)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            LOG.warn(
                    "the rejection of model {} cannot be written to topic {}: {}",
                    rejection.version(),
                    topics.activations(),
                    e.getMessage());
        }
    }
}
