package dev.sluice.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The machine whose telemetry the demo sends: one record a minute of event time, at the pace that is asked for. */
final class TelemetrySource implements AutoCloseable {

    private static final byte[] KEY = Sample.ENTITY.getBytes(StandardCharsets.UTF_8);
    private static final long MINUTE = 60_000;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long timestamp;

    /** @param firstTimestamp event time of the first record, milliseconds since the epoch */
    TelemetrySource(Map<String, String> kafka, String topic, long firstTimestamp) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.timestamp = firstTimestamp;
    }

    /** Sends one record, a minute after the one before. */
    void send(byte[] value, LongConsumer offset) {
        Exception earlier = failure.get();
        if (earlier != null) {
            throw new IllegalStateException("cannot send telemetry: " + earlier.getMessage(), earlier);
        }
        // Failures reach the callback; the future would only repeat them.
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, null, timestamp, KEY, value), (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    } else {
                        offset.accept(metadata.offset());
                    }
                });
        timestamp += MINUTE;
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
