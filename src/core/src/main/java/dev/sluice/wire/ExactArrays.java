package dev.sluice.wire;

import java.util.Arrays;

/**
 * Lends arrays that are as long as what they hold, as a producer wants them: of each length the same one every time. What
 * was lent before holds until another of its length is. Not thread-safe.
 */
final class ExactArrays {

    /** Longer ones are not kept: outputs are a few hundred bytes, and lengths that come once would stay for ever. */
    private static final int LONGEST = 1024;

    private final byte[][] arrays = new byte[LONGEST + 1][]; // by length; null where none was needed yet

    /** The first {@code length} bytes. */
    byte[] of(byte[] bytes, int length) {
        if (length > LONGEST) {
            return Arrays.copyOf(bytes, length);
        }
        byte[] array = arrays[length];
        if (array == null) {
            array = new byte[length];
            arrays[length] = array;
        }
        System.arraycopy(bytes, 0, array, 0, length);
        return array;
    }
}
