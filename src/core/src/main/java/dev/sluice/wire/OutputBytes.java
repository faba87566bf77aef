package dev.sluice.wire;

import java.util.Arrays;

/** A buffer that an output is written into, and copied out of once its length is known. Reused, not thread-safe. */
final class OutputBytes {

    private static final int FIRST = 512;

    /** Written to directly by those who have asked for room. */
    byte[] bytes = new byte[FIRST];

    /** Where the next byte goes. */
    int at;

    void reset() {
        at = 0;
    }

    /** Makes room for so many bytes more. */
    void room(int more) {
        if (more > bytes.length - at) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }

    void put(int b) {
        room(1);
        bytes[at++] = (byte) b;
    }

    void put(byte[] all) {
        room(all.length);
        System.arraycopy(all, 0, bytes, at, all.length);
        at += all.length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, at);
    }
}
