package dev.sluice.stream.topology;

/** An output record's value, encoded, with the partition it goes to: the one that the input record came from. */
final class Outgoing {

    private final byte[] bytes;
    private final int partition;

    /** @param bytes the value; null for a dead letter of a record without one */
    Outgoing(byte[] bytes, int partition) {
        this.bytes = bytes;
        this.partition = partition;
    }

    byte[] bytes() {
        return bytes;
    }

    int partition() {
        return partition;
    }
}
