package dev.sluice.stream.topology;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends every output to the partition number its input came from, whatever partitioner the input's producer used. */
final class InputPartitioner implements StreamPartitioner<byte[], Outgoing> {

    private final Map<Integer, Optional<Set<Integer>>> answers = new ConcurrentHashMap<>();

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, Outgoing value, int numPartitions) {
        return answers.computeIfAbsent(value.partition(), partition -> Optional.of(Set.of(partition)));
    }
}
