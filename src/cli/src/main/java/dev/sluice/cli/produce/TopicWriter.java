package dev.sluice.cli.produce;

import dev.sluice.cli.cluster.RecordProducer;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records to a topic, once each and in order. */
final class TopicWriter implements RecordSink {

    private final RecordProducer producer;
    private final String topic;

    TopicWriter(Map<String, String> kafka, String topic) {
        this.producer = new RecordProducer(kafka);
        this.topic = topic;
    }

    @Override
    public void send(Outgoing record, long line) {
        producer.send(
                new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value()),
                "the record of line " + line);
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public long acknowledged() {
        return producer.acknowledged();
    }

    @Override
    public void close() {
        producer.close();
    }
}
