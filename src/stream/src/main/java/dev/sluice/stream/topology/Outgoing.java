package dev.sluice.stream.topology;

/**
 * An output record's value, encoded, with the partition it goes to: the one that the input record came from. Reused: a sink
 * has done with it by the time it returns.
 */
final class Outgoing {

    private byte[] bytes;
    private int partition;

    /** @param value null for a dead letter of a record without one */
    Outgoing of(byte[] value, int inputPartition) {
        bytes = value;
        partition = inputPartition;
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int partition() {
        return partition;
    }
}
