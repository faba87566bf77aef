package dev.sluice.stream.topology;

import java.util.Optional;
import java.util.Set;

/**
 * An output record's value, encoded, with the partition it goes to: the one that the input record came from. Reused: a sink
 * has done with it by the time it returns.
 */
final class Outgoing {

    private byte[] bytes;
    private int partition = -1;
    private Optional<Set<Integer>> partitions = Optional.empty(); // that one alone

    /** @param value null for a dead letter of a record without one */
    Outgoing of(byte[] value, int inputPartition) {
        bytes = value;
        if (partition != inputPartition) {
            partition = inputPartition;
            partitions = Optional.of(Set.of(inputPartition));
        }
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The one that it goes to. */
    Optional<Set<Integer>> partitions() {
        return partitions;
    }
}
