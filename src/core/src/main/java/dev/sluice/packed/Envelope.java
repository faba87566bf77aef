package dev.sluice.packed;

import dev.sluice.packed.Original.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What of a record is around its value: key and headers, as bytes; none where the key is the entity and there are no headers. */
final class Envelope {

    private static final byte[] USUAL = {};
    private static final int ENTITY = 0;
    private static final int NONE = 1;
    private static final int OWN = 2;
    private static final int MOST_HEADERS = 10_000;

    private Envelope() {}

    /** @param entity null where the record has none */
    static byte[] of(Original record, byte[] entity) {
        boolean isEntity = Arrays.equals(record.key(), entity);
        if (isEntity && record.headers().isEmpty()) {
            return USUAL;
        }
        ByteSink out = new ByteSink();
        if (isEntity) {
            out.put(ENTITY);
        } else if (record.key() == null) {
            out.put(NONE);
        } else {
            out.put(OWN);
            out.sized(record.key());
        }
        out.varint(record.headers().size());
        for (Attachment header : record.headers()) {
            out.sized(header.name().getBytes(StandardCharsets.UTF_8));
            out.put(header.value() == null ? 0 : 1);
            if (header.value() != null) {
                out.sized(header.value());
            }
        }
        return out.toBytes();
    }

    /** The record of a value, and what was around it. */
    static Original open(byte[] envelope, byte[] entity, long offset, long timestamp, byte[] value)
            throws PackedException {
        if (envelope.length == 0) {
            return new Original(offset, timestamp, entity, value, List.of());
        }
        ByteSource in = new ByteSource(envelope, 0, envelope.length);
        byte[] key = switch (in.next()) {
            case ENTITY -> entity;
            case NONE -> null;
            case OWN -> in.sized();
            default -> throw new PackedException("a key of no kind that there is: the message is damaged");
        };
        int count = in.count("the number of headers", MOST_HEADERS);
        List<Attachment> headers = new ArrayList<>();
        for (int h = 0; h < count; h++) {
            String name = new String(in.sized(), StandardCharsets.UTF_8);
            headers.add(new Attachment(name, in.next() == 0 ? null : in.sized()));
        }
        return new Original(offset, timestamp, key, value, headers);
    }
}
