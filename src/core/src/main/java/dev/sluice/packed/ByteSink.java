package dev.sluice.packed;

import java.util.Arrays;

/** Bytes that grow; numbers of few bits a byte where they are small. */
final class ByteSink {

    private byte[] bytes = new byte[256];
    private int size;

    void reset() {
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void put(int b) {
        room(1);
        bytes[size++] = (byte) b;
    }

    void put(byte[] from) {
        put(from, 0, from.length);
    }

    void put(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /** 7 bits a byte, the lowest first, bit 7 set where another follows. */
    void varint(long number) {
        long rest = number;
        while ((rest & ~127L) != 0) {
            put((int) (rest & 127) | 128);
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** Its length, and the bytes. */
    void sized(byte[] from) {
        varint(from.length);
        put(from);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
