package dev.sluice.stream.topology;

import dev.sluice.topic.TopicProvisioner;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What becomes of a record that cannot be scored: its own key and bytes, with the reason and the coordinates in headers. One
 * that is larger than a dead letter may be is cut, and says so: the whole of it is where the coordinates point.
 */
final class DeadLetter {

    /** Room for what the producer adds. */
    private static final int OVERHEAD = 1 << 16;

    final byte[] value;
    final Headers headers;

    private DeadLetter(byte[] value, Headers headers) {
        this.value = value;
        this.headers = headers;
    }

    /** @param timestamp of the input record, milliseconds since the epoch */
    static DeadLetter of(
            byte[] key, byte[] value, Headers input, UnscorableException why, RecordMetadata at, long timestamp) {
        Headers headers = DeadLetterHeaders.of(input, why.getMessage(), why.detail(), at, timestamp);
        long room = TopicProvisioner.DEAD_LETTER_BYTES - OVERHEAD - size(headers) - (key == null ? 0L : key.length);
        if (value == null || value.length <= room) {
            return new DeadLetter(value, headers);
        }
        DeadLetterHeaders.cut(headers, value.length);
        return new DeadLetter(Arrays.copyOf(value, (int) Math.max(0, room)), headers);
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += header.key().length() + (header.value() == null ? 0L : header.value().length);
        }
        return size;
    }
}
