package dev.sluice.stream.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka's own clients, with a producer that does not look up for every output what it has looked up before. */
final class StreamsClients implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new OutputProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    /**
     * Knows a topic's partitions for as long as a transaction: Kafka Streams asks before each record that goes to a
     * partition of its choice, if only whether there are any. Used by its stream thread alone.
     */
    private static final class OutputProducer extends KafkaProducer<byte[], byte[]> {
        private final Map<String, List<PartitionInfo>> known = new HashMap<>();

        OutputProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void beginTransaction() {
            known.clear();
            super.beginTransaction();
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            List<PartitionInfo> partitions = known.get(topic);
            if (partitions == null) {
                partitions = super.partitionsFor(topic);
                known.put(topic, partitions);
            }
            return partitions;
        }
    }
}
