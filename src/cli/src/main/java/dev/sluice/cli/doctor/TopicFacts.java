package dev.sluice.cli.doctor;

import dev.sluice.cli.cluster.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What the cluster says of a topic. */
final class TopicFacts {

    private final Cluster cluster;
    private final String topic;
    private final List<TopicPartition> partitions;

    /** @param partitions as many as the topic has */
    TopicFacts(Cluster cluster, String topic, int partitions) {
        this.cluster = cluster;
        this.topic = topic;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
    }

    /** Offsets from the beginning to the end; transaction markers count. */
    long records() throws InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(OffsetSpec.latest());
        return partitions.stream()
                .mapToLong(p -> ends.get(p).offset() - begins.get(p).offset())
                .sum();
    }

    /** Offsets from the first record of that time or later to the end. */
    long recordsSince(long timestamp) throws InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(OffsetSpec.forTimestamp(timestamp));
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(OffsetSpec.latest());
        // A partition without such a record has no offset to begin with.
        return partitions.stream()
                .filter(p -> begins.get(p).offset() >= 0)
                .mapToLong(p -> ends.get(p).offset() - begins.get(p).offset())
                .sum();
    }

    /** The latest timestamp of any record; empty where there are none. */
    OptionalLong latestTimestamp() throws InterruptedException {
        return offsets(OffsetSpec.maxTimestamp()).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .filter(t -> t >= 0)
                .max();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(OffsetSpec which) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream().collect(Collectors.toMap(p -> p, p -> which));
        return cluster.get(
                "cannot list offsets of topic " + topic,
                cluster.admin().listOffsets(asked).all());
    }

    /** A setting of the topic that is a number. */
    long setting(String name) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new HashMap<>();
        cluster.get(
                        "cannot describe the settings of topic " + topic,
                        cluster.admin().describeConfigs(List.of(resource)).all())
                .get(resource)
                .entries()
                .forEach(e -> settings.put(e.name(), e.value()));
        return Long.parseLong(settings.get(name));
    }
}
