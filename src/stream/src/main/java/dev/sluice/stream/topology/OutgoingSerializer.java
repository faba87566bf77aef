package dev.sluice.stream.topology;

import org.apache.kafka.common.serialization.Serializer;

/** Takes the bytes out of an {@link Outgoing}: encoding is over by the time a record reaches a sink. */
final class OutgoingSerializer implements Serializer<Outgoing> {
    @Override
    public byte[] serialize(String topic, Outgoing value) {
        return value.bytes();
    }
}
