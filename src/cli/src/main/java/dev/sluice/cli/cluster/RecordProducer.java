package dev.sluice.cli.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records to topics, once each and in order, and remembers the first that did not get there. */
public final class RecordProducer implements AutoCloseable {

    private static final int LINGER_MS = 5;
    private static final int BATCH_BYTES = 1 << 17;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<KafkaException> failure = new AtomicReference<>();

    public RecordProducer(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putAll(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Sends a record; returns before it has arrived.
     *
     * @param what is sent, for the error
     * @throws KafkaException where an earlier record could not be sent
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback learns what the future would tell.
    public void send(ProducerRecord<byte[], byte[]> record, String what) {
        throwFailure();
        producer.send(record, (sent, e) -> {
            if (e == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(
                        null,
                        new KafkaException(
                                what + " could not be sent to " + record.topic() + ": " + e.getMessage(), e));
            }
        });
    }

    /**
     * Waits until all have arrived.
     *
     * @throws KafkaException where one could not be sent
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        KafkaException first = failure.get();
        if (first != null) {
            throw new KafkaException(
                    first.getMessage() + " (" + acknowledged() + " records did arrive)", first.getCause());
        }
    }

    /** How many records have arrived. */
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
