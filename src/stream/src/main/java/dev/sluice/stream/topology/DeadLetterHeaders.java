package dev.sluice.stream.topology;

import dev.sluice.record.BadRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The headers that a dead letter has beside those of the input record; all UTF-8 text. Where the input record had one of
 * the same name, the last one is Sluice's.
 */
public final class DeadLetterHeaders {
    /** What is wrong, in one line. */
    public static final String REASON = "sluice.reason";
    /** The field it is about, {@code value} for the whole value, or {@code key}; absent where unknown. */
    public static final String FIELD = "sluice.field";
    /** What belongs there; absent where unknown. */
    public static final String EXPECTED = "sluice.expected";
    /** What was there; absent where unknown. */
    public static final String GOT = "sluice.got";
    /** Input topic. */
    public static final String TOPIC = "sluice.topic";
    /** Input partition. */
    public static final String PARTITION = "sluice.partition";
    /** Input offset. */
    public static final String OFFSET = "sluice.offset";
    /** Input timestamp, milliseconds since the epoch. */
    public static final String TIMESTAMP = "sluice.timestamp";

    /** How many bytes the input's value had; only where the dead letter has fewer, being larger than one may be. */
    public static final String VALUE_BYTES = "sluice.value-bytes";

    private DeadLetterHeaders() {}

    /** @param detail null where only the reason is known */
    static Headers of(Headers input, String reason, BadRecordException detail, RecordMetadata at, long timestamp) {
        Headers headers = new RecordHeaders(input.toArray());
        add(headers, REASON, reason);
        if (detail != null) {
            add(headers, FIELD, detail.field());
            add(headers, EXPECTED, detail.expected());
            add(headers, GOT, detail.got());
        }
        add(headers, TOPIC, at.topic());
        add(headers, PARTITION, Integer.toString(at.partition()));
        add(headers, OFFSET, Long.toString(at.offset()));
        add(headers, TIMESTAMP, Long.toString(timestamp));
        return headers;
    }

    static void cut(Headers headers, int valueBytes) {
        add(headers, VALUE_BYTES, Integer.toString(valueBytes));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
