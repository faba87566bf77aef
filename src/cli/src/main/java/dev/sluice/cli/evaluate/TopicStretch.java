package dev.sluice.cli.evaluate;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.cluster.TopicSample;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.wire.Wire;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The latest records of a pipeline's input, in the order of time. */
final class TopicStretch {

    private TopicStretch() {}

    /**
     * @param from records as young as this only; null for all
     * @param last records at most
     * @param wire of the pipeline
     * @return values, as {@link Wire#text} has them; those that cannot be read as they are
     */
    static List<byte[]> read(PipelineConfig pipeline, Wire wire, Instant from, int last) throws InterruptedException {
        String topic = pipeline.input().topic();
        try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
            if (cluster.partitions(topic).isEmpty()) {
                throw new UnknownTopicOrPartitionException(
                        "topic " + topic + " does not exist at " + cluster.address() + ": check input.topic");
            }
        }
        List<byte[]> values = TopicSample.read(pipeline.kafka(), topic, last).stream()
                .filter(r -> r.value() != null && (from == null || r.timestamp() >= from.toEpochMilli()))
                .sorted(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                        .thenComparingInt(ConsumerRecord::partition)
                        .thenComparingLong(ConsumerRecord::offset))
                .map(r -> text(wire, r.value()))
                .toList();
        if (values.isEmpty()) {
            throw new ConfigException(
                    "topic " + topic + " has no record" + (from == null ? "" : " among its latest since " + from));
        }
        return values;
    }

    private static byte[] text(Wire wire, byte[] value) {
        try {
            return wire.text(value);
        } catch (BadRecordException e) {
            return value; // is counted where it is decoded
        }
    }
}
