package dev.sluice.packed;

import java.util.Arrays;

/** Reads untrusted bytes that {@link ByteSink} wrote: whatever they are, there are bytes or a {@link PackedException}. */
final class ByteSource {

    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private final int end;
    private int at;

    ByteSource(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int position() {
        return at;
    }

    boolean isEnd() {
        return at == end;
    }

    long varint() throws PackedException {
        long number = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte b = next();
            number |= (b & 127L) << (7 * i);
            if (b >= 0) {
                return number;
            }
        }
        throw new PackedException("a number of more than " + LONGEST_VARINT + " bytes: the message is damaged");
    }

    /** A number from 0 to {@code most}. */
    int count(String what, int most) throws PackedException {
        long number = varint();
        if (number < 0 || number > most) {
            throw new PackedException(
                    what + " is " + number + ", at most " + most + " is possible: the message is damaged");
        }
        return (int) number;
    }

    byte next() throws PackedException {
        if (at == end) {
            throw new PackedException("the message is cut off at byte " + end);
        }
        return bytes[at++];
    }

    /** Bytes with their length before them. */
    byte[] sized() throws PackedException {
        int length = count("a length", end - at);
        return take(length);
    }

    private byte[] take(int length) throws PackedException {
        if (length > end - at) {
            throw new PackedException("the message is cut off at byte " + end);
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }
}
