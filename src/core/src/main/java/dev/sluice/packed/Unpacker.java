package dev.sluice.packed;

import dev.sluice.codec.FieldKind;
import dev.sluice.codec.FrameException;
import dev.sluice.codec.FrameReader;
import dev.sluice.codec.Records;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads messages of {@link Packer}. Whatever the bytes, the outcome is records or a {@link PackedException}. Not thread-safe.
 */
public final class Unpacker {

    /** First byte of a message that has more than a frame. No frame begins so. */
    static final int WITH_TAIL = 0;

    /** Bytes that the records of a message may have together. */
    private static final long MOST_BYTES = 64L << 20;

    private final Packing packing;
    private final FrameReader frames;
    private final ByteSink out = new ByteSink();

    public Unpacker(Packing packing) {
        this.packing = packing;
        this.frames = new FrameReader(packing.state());
    }

    /**
     * Which model a message was packed with.
     *
     * @return 0 where it can be read without one
     */
    public static int version(byte[] message) throws PackedException {
        try {
            return FrameReader.version(frame(message));
        } catch (FrameException e) {
            throw new PackedException(e.getMessage(), e);
        }
    }

    private static boolean hasTail(byte[] message) {
        return message.length > 0 && message[0] == WITH_TAIL;
    }

    private static byte[] frame(byte[] message) throws PackedException {
        if (!hasTail(message)) {
            return message;
        }
        ByteSource in = new ByteSource(message, 1, message.length);
        in.sized();
        return Arrays.copyOfRange(message, in.position(), message.length);
    }

    /**
     * @param entity the message's key; null where it has none
     * @throws PackedException where the bytes are no message of this model
     */
    public List<Original> unpack(byte[] entity, byte[] message) throws PackedException {
        try {
            Records records = frames.read(frame(message));
            TailReader tail = hasTail(message)
                    ? TailReader.of(new ByteSource(message, 1, message.length).sized(), packing, records.size())
                    : TailReader.usual(packing, records.size());
            return originals(entity, records, tail);
        } catch (FrameException e) {
            throw new PackedException(e.getMessage(), e);
        } catch (DateTimeException | ArithmeticException e) {
            throw new PackedException("a time that no calendar has: the message is damaged", e);
        }
    }

    private List<Original> originals(byte[] entity, Records records, TailReader tail) throws PackedException {
        if (records.stamps() < 2) {
            throw new PackedException("a message without offsets and timestamps: it is a frame alone");
        }
        List<Original> originals = new ArrayList<>();
        long bytes = 0;
        for (int r = 0; r < records.size(); r++) {
            byte[] value = value(entity, records, r, tail);
            long timestamp = packing.origin() + records.stamp(r, 1);
            bytes += value.length;
            requireSize(bytes);
            originals.add(Envelope.open(tail.envelope(r), entity, records.stamp(r, 0), timestamp, value));
        }
        return originals;
    }

    private static void requireSize(long bytes) throws PackedException {
        if (bytes > MOST_BYTES) {
            throw new PackedException("records of more than " + MOST_BYTES + " bytes in one message");
        }
    }

    private byte[] value(byte[] entity, Records records, int r, TailReader tail) throws PackedException {
        Template template = tail.template(r);
        out.reset();
        int literal = 0;
        for (int h = 0; h < template.holes(); h++) {
            out.put(template.before(h));
            requireSize(out.size());
            int hole = template.hole(h);
            if (Hole.kind(hole) == Hole.LITERAL) {
                out.put(tail.literal(r, literal++));
            } else if (Hole.isNumber(hole)) {
                number(hole, records, r);
            } else {
                other(hole, entity, records, r);
            }
        }
        out.put(template.before(template.holes()));
        return out.toBytes();
    }

    private void number(int hole, Records records, int r) throws PackedException {
        int field = Hole.detail(hole);
        if (!records.present(r, field)) {
            throw new PackedException("number " + packing.fields().name(field)
                    + " of a record is not there, where its template has it: the message is damaged");
        }
        double number = records.value(r, field);
        switch (Hole.kind(hole)) {
            case Hole.TEXT -> text(decimal(number, packing.fields().kind(field)));
            case Hole.INT -> zigzag(Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, (long) number)));
            case Hole.LONG -> zigzag((long) number);
            case Hole.FLOAT -> little(Float.floatToRawIntBits((float) number), Float.BYTES);
            default -> little(Double.doubleToRawLongBits(number), Double.BYTES);
        }
    }

    /** Whole numbers of a field that has no others are written as such. */
    private static String decimal(double number, FieldKind kind) {
        boolean whole = kind == FieldKind.INTEGER
                && Math.abs(number) < 0x1p53
                && number == Math.rint(number)
                && !(number == 0 && 1 / number < 0);
        return whole ? Long.toString((long) number) : Double.toString(number);
    }

    private void other(int hole, byte[] entity, Records records, int r) throws PackedException {
        switch (Hole.kind(hole)) {
            case Hole.TIME -> text(TimeText.of(Hole.detail(hole), time(records, r)));
            case Hole.TIME_LONG -> zigzag(time(records, r));
            case Hole.ENTITY -> out.put(entityOf(entity));
            case Hole.ENTITY_STRING -> {
                zigzag(entityOf(entity).length);
                out.put(entityOf(entity));
            }
            case Hole.LEFT_NULL -> text("null");
            case Hole.LEFT_FLOAT -> little(Float.floatToRawIntBits(Float.NaN), Float.BYTES);
            case Hole.LEFT_DOUBLE -> little(Double.doubleToRawLongBits(Double.NaN), Double.BYTES);
            default -> {} // left empty
        }
    }

    private long time(Records records, int r) throws PackedException {
        if (records.stamps() < 3) {
            throw new PackedException("a template has a time, and the frame has none: the message is damaged");
        }
        return packing.origin() + records.stamp(r, 1) + records.stamp(r, 2);
    }

    private static byte[] entityOf(byte[] entity) throws PackedException {
        if (entity == null) {
            throw new PackedException("a template has the entity, and the message has no key");
        }
        return entity;
    }

    private void text(String ascii) {
        out.put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** As Avro writes whole numbers. */
    private void zigzag(long number) {
        out.varint((number << 1) ^ (number >> 63));
    }

    private void little(long bits, int bytes) {
        byte[] all = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array();
        out.put(all, 0, bytes);
    }
}
