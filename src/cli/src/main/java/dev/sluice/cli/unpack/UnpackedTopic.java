package dev.sluice.cli.unpack;

import dev.sluice.packed.Original;
import dev.sluice.packed.Original.Attachment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic that gets records as they were: partition, key, value, headers and timestamp. */
final class UnpackedTopic implements UnpackedSink {

    private static final int LINGER_MS = 5;
    private static final int BATCH_BYTES = 1 << 17;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<KafkaException> failure = new AtomicReference<>();

    UnpackedTopic(Map<String, String> kafka, String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putAll(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback learns what the future would tell.
    public void write(int partition, Original record) {
        throwFailure();
        ProducerRecord<byte[], byte[]> out =
                new ProducerRecord<>(topic, partition, record.timestamp(), record.key(), record.value());
        for (Attachment header : record.headers()) {
            out.headers().add(header.name(), header.value());
        }
        producer.send(out, (sent, e) -> {
            if (e != null) {
                failure.compareAndSet(
                        null,
                        new KafkaException(
                                "record " + partition + "@" + record.offset() + " could not be sent to " + topic + ": "
                                        + e.getMessage(),
                                e));
            }
        });
    }

    @Override
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        KafkaException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    @Override
    public String name() {
        return topic;
    }

    @Override
    public void close() {
        producer.close();
    }
}
