package dev.sluice.cli.unpack;

import dev.sluice.cli.cluster.RecordProducer;
import dev.sluice.packed.Original;
import dev.sluice.packed.Original.Attachment;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic that gets records as they were: partition, key, value, headers and timestamp. */
final class UnpackedTopic implements UnpackedSink {

    private final RecordProducer producer;
    private final String topic;

    UnpackedTopic(Map<String, String> kafka, String topic) {
        this.producer = new RecordProducer(kafka);
        this.topic = topic;
    }

    @Override
    public void write(int partition, Original record) {
        ProducerRecord<byte[], byte[]> out =
                new ProducerRecord<>(topic, partition, record.timestamp(), record.key(), record.value());
        for (Attachment header : record.headers()) {
            out.headers().add(header.name(), header.value());
        }
        producer.send(out, "record " + partition + "@" + record.offset());
    }

    @Override
    public void flush() {
        producer.flush();
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
