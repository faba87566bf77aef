package dev.sluice.cli;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.TrainingConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A small pipeline on a shared broker: four related fields, quick to train. */
final class TestPipeline implements AutoCloseable {

    final PipelineConfig config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(21);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long timestamp = System.currentTimeMillis() - Duration.ofHours(2).toMillis();

    TestPipeline(String name, int partitions, EmbeddedBroker broker, Path state) throws InterruptedException {
        this(name, partitions, broker, state, config -> config);
    }

    /** @param other changes what the pipeline is but for its topics and its training */
    TestPipeline(String name, int partitions, EmbeddedBroker broker, Path state, UnaryOperator<PipelineConfig> other)
            throws InterruptedException {
        this(
                name,
                partitions,
                Map.of("bootstrap.servers", broker.bootstrapServers(), "state.dir", state.toString()),
                other);
    }

    /** @param kafka client settings of somebody who may do everything */
    TestPipeline(String name, int partitions, Map<String, String> kafka) throws InterruptedException {
        this(name, partitions, kafka, config -> config);
    }

    private TestPipeline(String name, int partitions, Map<String, String> kafka, UnaryOperator<PipelineConfig> other)
            throws InterruptedException {
        config = other.apply(PipelineConfig.of(name, kafka, InputConfig.json(name + "-telemetry")))
                .withTraining(
                        new TrainingConfig(Duration.ofHours(24), Duration.ofSeconds(8), 500, 10_000, 1, 8, 3, 128, 3e-3)
                                .withSearch(Duration.ZERO))
                .withHttp(new HttpConfig("127.0.0.1", 0));
        try (Cluster cluster = Cluster.connect(kafka)) {
            cluster.createIfAbsent(config.input().topic(), partitions);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.get("bootstrap.servers")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A normal record: three fields follow one hidden cause. */
    String normal() {
        double cause = random.nextGaussian();
        return String.format(
                Locale.ROOT,
                "{\"a\":%.4f,\"b\":%.4f,\"c\":%.4f,\"d\":%.4f}",
                cause + 0.05 * random.nextGaussian(),
                10 - 3 * cause + 0.1 * random.nextGaussian(),
                100 + cause * 7 + random.nextGaussian(),
                random.nextGaussian());
    }

    void send(String key, String value) {
        send(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one record, half a second of event time after the one before. */
    void send(byte[] key, byte[] value) {
        timestamp += 500;
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(config.input().topic(), null, timestamp, key, value), (sent, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    void sendNormal(int count) {
        for (int n = 0; n < count; n++) {
            send("device-" + n % 5, normal());
        }
        flush();
    }

    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("not all records were taken", failure.get());
        }
    }

    /** All that is committed of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return TopicContent.records(config.kafka(), topic);
    }

    @Override
    public void close() {
        producer.close();
    }
}
