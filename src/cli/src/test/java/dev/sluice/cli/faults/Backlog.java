package dev.sluice.cli.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What of the input the scorers have not committed yet. */
final class Backlog {

    private final BrokerNodes brokers;
    private final String group;
    private final String topic;
    private final int partitions;

    /** @param group of the scorers */
    Backlog(BrokerNodes brokers, String group, String topic, int partitions) {
        this.brokers = brokers;
        this.group = group;
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Whether all is committed; false also where nobody answers. */
    boolean isEmpty() throws InterruptedException {
        return committed() >= end();
    }

    /** Input offsets that scorers have committed, added up; -1 where nobody answers. */
    long committed() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = brokers.admin()
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(o -> o.getKey().topic().equals(topic) && o.getValue() != null)
                    .mapToLong(o -> o.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            return -1;
        }
    }

    private long end() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int p = 0; p < partitions; p++) {
            latest.put(new TopicPartition(topic, p), OffsetSpec.latest());
        }
        try {
            return brokers.admin().listOffsets(latest).all().get().values().stream()
                    .mapToLong(o -> o.offset())
                    .sum();
        } catch (ExecutionException e) {
            return Long.MAX_VALUE;
        }
    }
}
