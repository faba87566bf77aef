package dev.sluice.stream.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends every output to the partition number its input came from, whatever partitioner the input's producer used. */
final class InputPartitioner implements StreamPartitioner<byte[], Outgoing> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, Outgoing value, int numPartitions) {
        return Optional.of(Set.of(value.partition()));
    }
}
