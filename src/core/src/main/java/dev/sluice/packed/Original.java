package dev.sluice.packed;

import java.util.Arrays;
import java.util.List;

/** An input record as it came, or as it comes back: its numbers within their bounds then, all else the same. */
public final class Original {

    private static final byte[] NO_ENTITY = null;

    private final long offset;
    private final long timestamp;
    private final byte[] key;
    private final byte[] value;
    private final List<Attachment> headers;

    /**
     * A header.
     *
     * @param value null where it has none
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes that are passed on
    public record Attachment(String name, byte[] value) {}

    /**
     * @param offset in its partition of the input topic
     * @param timestamp of the record, milliseconds since the epoch
     * @param key null where it has none
     * @param value in the input's format
     */
    public Original(long offset, long timestamp, byte[] key, byte[] value, List<Attachment> headers) {
        this.offset = offset;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    public long offset() {
        return offset;
    }

    public long timestamp() {
        return timestamp;
    }

    public byte[] key() {
        return key;
    }

    public byte[] value() {
        return value;
    }

    public List<Attachment> headers() {
        return headers;
    }

    /** As {@link #of} reads it. */
    public byte[] toBytes() {
        ByteSink out = new ByteSink();
        out.varint(offset);
        out.varint(timestamp);
        out.sized(Envelope.of(this, NO_ENTITY));
        out.put(value);
        return out.toBytes();
    }

    /** @throws IllegalArgumentException where the bytes are not those of {@link #toBytes} */
    public static Original of(byte[] bytes) {
        try {
            ByteSource in = new ByteSource(bytes, 0, bytes.length);
            long offset = in.varint();
            long timestamp = in.varint();
            byte[] envelope = in.sized();
            byte[] value = Arrays.copyOfRange(bytes, in.position(), bytes.length);
            return Envelope.open(envelope, NO_ENTITY, offset, timestamp, value);
        } catch (PackedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** About what it takes as an object. */
    public int bytes() {
        int bytes = 64 + value.length + (key == null ? 0 : key.length);
        for (Attachment header : headers) {
            bytes += 64 + header.name().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }
}
