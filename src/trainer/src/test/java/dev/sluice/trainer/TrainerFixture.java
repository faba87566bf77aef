package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.history.RecordedTopic;
import dev.sluice.trainer.publish.Publisher;
import dev.sluice.trainer.training.TrainedModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A trainer on an input topic in memory, with a clock that stands still, and what it publishes. */
abstract class TrainerFixture {
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(10_000_000), ZoneOffset.UTC);
    static final Duration STEP = Duration.ofMinutes(10);
    static final PipelineConfig CONFIG = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {history: PT2H, every: PT1H, min-records: 100, max-epochs: 2, search: 0s}
            """, "test", Map.of());

    static final PipelineConfig QUICK = CONFIG.withTraining(CONFIG.training().withMaxEpochs(1));

    final RecordedTopic topic = new RecordedTopic("telemetry", 2);
    final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    final List<String> waited = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger failuresLeft = new AtomicInteger();
    KafkaException failure = new TimeoutException("broker gone");
    final Clock clock = new SettableClock();
    volatile Duration passed = Duration.ZERO;
    Runnable onTrained = () -> {};

    void append(int count, int seed) {
        for (double[] row : SyntheticRows.normal(count, 3, seed)) {
            topic.append(
                    seed % 2, 9_000_000, "p", "{\"a\": " + row[0] + ", \"b\": " + row[1] + ", \"c\": " + row[2] + "}");
        }
    }

    List<ProducerRecord<byte[], byte[]>> published() {
        return producers.stream().flatMap(p -> p.history().stream()).toList();
    }

    ModelCatalog catalog() {
        ModelCatalog catalog = new ModelCatalog(CONFIG.topics());
        long offset = 0;
        for (ProducerRecord<byte[], byte[]> p : published()) {
            catalog.accept(new ConsumerRecord<>(p.topic(), 0, offset++, p.key(), p.value()));
        }
        return catalog;
    }

    TrainerService service(PipelineConfig config) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void waiting(String reason) {
                waited.add(reason);
            }

            @Override
            public void trained(TrainedModel challenger) {
                onTrained.run();
            }
        };
        return new TrainerService(config, clock, listener, InMemory::new);
    }

    /** Stands still until it is put on. */
    final class SettableClock extends Clock {
        @Override
        public Instant instant() {
            return CLOCK.instant().plus(passed);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The cluster of this test. */
    final class InMemory implements Connection {
        @Override
        public Consumer<byte[], byte[]> consumer() {
            if (failuresLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw failure;
            }
            return topic;
        }

        @Override
        public ModelCatalog catalog() {
            return TrainerFixture.this.catalog();
        }

        @Override
        public Publisher openPublisher() {
            MockProducer<byte[], byte[]> producer =
                    new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            Publisher publisher = new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty());
            producers.stream().filter(p -> !p.closed()).forEach(MockProducer::fenceProducer);
            producers.add(producer);
            return publisher;
        }

        @Override
        public void close() {}
    }

    /** By an operator. */
    void decided(Decision decision, int version) {
        MockProducer<byte[], byte[]> other =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        Activation activation =
                new Activation("pumps", version, decision, "holds", "anna", clock.millis(), Map.of(), List.of());
        Future<RecordMetadata> unused =
                other.send(new ProducerRecord<>("pumps.activations", new byte[0], ContractJson.encode(activation)));
        other.close();
        producers.add(other);
    }
}
