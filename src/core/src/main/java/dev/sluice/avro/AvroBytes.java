package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over untrusted Avro binary data. Reads past the end, numbers too long for their type and lengths that the data
 * cannot have end in a {@link BadRecordException}; nothing is allocated before its length is known to be there. Reused
 * from record to record, not thread-safe.
 */
final class AvroBytes {

    /** Records, arrays and maps inside one another: what a recursive schema may take of the stack. */
    static final int MAX_DEPTH = 256;

    /** Elements of no bytes, as of an array of nulls: a count of a few bytes could ask for any number of them. */
    private static final int MAX_EMPTY = 10_000;

    private static final int LONGEST_VARINT = 10;

    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    private byte[] bytes = {};
    private String expected = "";
    private int at;
    private int depth;
    private int empty;

    /**
     * Begins with another record.
     *
     * @param expected what it should be, for errors
     */
    void reset(byte[] record, int from, String expected) {
        this.bytes = record;
        this.expected = expected;
        this.at = from;
        this.depth = 0;
        this.empty = 0;
    }

    int position() {
        return at;
    }

    /** Goes back to where it was before. */
    void position(int earlier) {
        at = earlier;
    }

    void requireEnd() throws BadRecordException {
        if (at != bytes.length) {
            throw bad((bytes.length - at) + " bytes more, from byte " + at);
        }
    }

    /** One level deeper. */
    void enter() throws BadRecordException {
        if (++depth > MAX_DEPTH) {
            throw bad("more than " + MAX_DEPTH + " levels, at byte " + at);
        }
    }

    void leave() {
        depth--;
    }

    long readLong() throws BadRecordException {
        long value = 0;
        int from = at;
        for (int shift = 0; ; shift += 7) {
            if (at == bytes.length) {
                throw cutOff();
            }
            byte b = bytes[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                break;
            }
            if (at - from == LONGEST_VARINT) {
                throw bad("a number of more than " + LONGEST_VARINT + " bytes, at byte " + from);
            }
        }
        return (value >>> 1) ^ -(value & 1);
    }

    int readInt() throws BadRecordException {
        int from = at;
        long value = readLong();
        if (value != (int) value) {
            throw bad("an int of " + value + ", at byte " + from);
        }
        return (int) value;
    }

    float readFloat() throws BadRecordException {
        return (float) FLOATS.get(bytes, take(Float.BYTES));
    }

    double readDouble() throws BadRecordException {
        return (double) DOUBLES.get(bytes, take(Double.BYTES));
    }

    boolean readBoolean() throws BadRecordException {
        byte b = bytes[take(1)];
        if (b != 0 && b != 1) {
            throw bad(String.format("a boolean of 0x%02X, at byte %d", b, at - 1));
        }
        return b == 1;
    }

    /** The index of a union's branch or an enum's symbol. */
    int readIndex(String what, int count) throws BadRecordException {
        int from = at;
        long index = readLong();
        if (index < 0 || index >= count) {
            throw bad(what + " " + index + " of " + count + ", at byte " + from);
        }
        return (int) index;
    }

    /** The length of bytes or a string, all of which are there. */
    int readLength() throws BadRecordException {
        int from = at;
        long length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw length < 0 ? bad("a length of " + length + ", at byte " + from) : cutOff();
        }
        return (int) length;
    }

    /** How many elements the next block has, 0 for the end; its size in bytes, where it says one, is passed over. */
    long readBlock() throws BadRecordException {
        int from = at;
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        if (count < 0) {
            throw bad("a block of " + count + " elements, at byte " + from);
        }
        return count;
    }

    /** An element took no bytes. */
    void countEmpty() throws BadRecordException {
        if (++empty > MAX_EMPTY) {
            throw bad("more than " + MAX_EMPTY + " elements of no bytes");
        }
    }

    void skip(long count) throws BadRecordException {
        if (count < 0) {
            throw bad("a size of " + count + ", at byte " + at);
        }
        if (count > bytes.length - at) {
            throw cutOff();
        }
        at += (int) count;
    }

    /** The bytes from here on, which the caller knows to be there. */
    byte[] readBytes(int length) throws BadRecordException {
        int from = take(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, from, copy, 0, length);
        return copy;
    }

    /** A string: well-formed UTF-8, with its length before it. */
    String readString() throws BadRecordException {
        int length = readLength();
        int from = take(length);
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return decoded(from, length);
            }
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private String decoded(int from, int length) throws BadRecordException {
        try {
            return utf8.decode(ByteBuffer.wrap(bytes, from, length)).toString();
        } catch (CharacterCodingException e) {
            throw bad("a string that is not UTF-8, at byte " + from);
        }
    }

    /** Which of the candidates the string here is, -1 for none of them; passes it over. */
    int readMatch(byte[][] candidates) throws BadRecordException {
        int length = readLength();
        int from = take(length);
        for (int c = 0; c < candidates.length; c++) {
            if (Arrays.equals(bytes, from, from + length, candidates[c], 0, candidates[c].length)) {
                return c;
            }
        }
        return -1;
    }

    private int take(int count) throws BadRecordException {
        if (count > bytes.length - at) {
            throw cutOff();
        }
        int from = at;
        at += count;
        return from;
    }

    private BadRecordException cutOff() {
        return bad("data that is cut off at byte " + bytes.length);
    }

    BadRecordException bad(String got) {
        return new BadRecordException("value", expected, got);
    }
}
