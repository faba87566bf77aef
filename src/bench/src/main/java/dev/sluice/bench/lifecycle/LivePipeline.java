package dev.sluice.bench.lifecycle;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.models.Models;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.Renewal;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.ScoringService;
import dev.sluice.topic.TopicReader;
import dev.sluice.trainer.TrainerService;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A pipeline as its users run it, on a broker of this process: a scorer, and trainings when asked for. */
final class LivePipeline implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PipelineConfig config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScoringService scorer;
    private final long begin;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long sent;

    /** @param meters what the scorer counts in too */
    LivePipeline(EmbeddedBroker broker, String name, Path folder, long seed, List<MeterRegistry> meters)
            throws InterruptedException {
        this(broker, name, folder, seed, meters, Renewal.DEFAULT);
    }

    LivePipeline(
            EmbeddedBroker broker, String name, Path folder, long seed, List<MeterRegistry> meters, Renewal renewal)
            throws InterruptedException {
        Map<String, String> kafka = new HashMap<>();
        kafka.put("bootstrap.servers", broker.bootstrapServers());
        kafka.put("state.dir", folder.resolve(name).toString());
        this.config = PipelineConfig.of(name, kafka, InputConfig.json(name + "-input"))
                .withTraining(TrainingConfig.DEFAULT
                        .withWindow(Duration.ofDays(30), Duration.ofHours(1))
                        .withSeed(seed))
                .withRenewal(renewal)
                .withAlertBudget(AlertBudget.parse("1 per 1000 records"))
                .withHttp(new HttpConfig("127.0.0.1", 0));
        try (Cluster cluster = Cluster.connect(kafka)) {
            cluster.createIfAbsent(config.input().topic(), 1);
        }
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "2"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.begin = System.currentTimeMillis() - Duration.ofDays(20).toMillis();
        this.scorer = new ScoringService(config, meters);
    }

    PipelineConfig config() {
        return config;
    }

    /** Sends a reading's first sensors. */
    void send(Plant.Reading reading, int sensors) {
        send(config.input().topic(), begin + reading.minute() * 60_000, reading.line(), reading.json(sensors));
        sent++;
    }

    private void send(String topic, long timestamp, String key, String value) {
        var unused = producer.send(
                new ProducerRecord<>(
                        topic,
                        null,
                        timestamp,
                        key.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8)),
                (sent, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    /** How many readings were sent. */
    long sent() {
        return sent;
    }

    /** @throws IllegalStateException where a reading did not get there: what is measured would be of others */
    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("not all readings were taken", failure.get());
        }
    }

    /** Trains once, and says what was decided; empty where the trainer waits, as for a change of regime to be accepted. */
    Optional<Activation> train() throws InterruptedException {
        flush();
        try (TrainerService trainer = new TrainerService(config, Clock.systemUTC())) {
            return trainer.trainOnce();
        }
    }

    /** Begins to score, and returns when it is ready. */
    void startScorer() throws InterruptedException {
        scorer.start();
        await("the scorer", () -> scorer.status().ready());
    }

    /** Records what an operator decides about a version. */
    void decide(int version, Decision decision) throws InterruptedException {
        Activation activation = new Activation(
                config.pipeline(),
                version,
                decision,
                "bench",
                "operator",
                System.currentTimeMillis(),
                Map.of(),
                List.of());
        try {
            producer.send(new ProducerRecord<>(
                            config.topics().activations(),
                            config.pipeline().getBytes(StandardCharsets.UTF_8),
                            ContractJson.encode(activation)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot decide about version " + version, e);
        }
    }

    /** The active model, as a scorer has it. */
    LoadedModel champion() throws InterruptedException {
        Models models = Models.read(config);
        int version = models.champion().orElseThrow();
        try {
            return models.load(version);
        } catch (ArtifactException e) {
            throw new IllegalStateException("version " + version + ": " + e.getMessage(), e);
        }
    }

    int activeVersion() {
        return scorer.status().championVersion();
    }

    /** What a topic of the pipeline has that is committed, in its order. */
    <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        List<T> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(config.kafka())) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, List.of(topic)), record -> {
                try {
                    records.add(ContractJson.decode(record.value(), type));
                } catch (BadRecordException e) {
                    throw new IllegalStateException(topic + "@" + record.offset() + ": " + e.getMessage(), e);
                }
            });
        }
        return records;
    }

    /** How many records a topic of the pipeline has that are committed. */
    long count(String topic) {
        long[] count = {0};
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(config.kafka())) {
            TopicReader.readAll(consumer, TopicReader.partitions(consumer, List.of(topic)), record -> count[0]++);
        }
        return count[0];
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Override
    public void close() {
        scorer.close();
        producer.close();
    }
}
