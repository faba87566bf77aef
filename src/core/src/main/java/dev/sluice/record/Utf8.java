package dev.sluice.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Insists on well-formed UTF-8: overlong forms, surrogates and cut-off sequences are errors, never replacement
 * characters. Text in ASCII, the usual case, is passed eight bytes at a time. Not thread-safe.
 */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer scratch = CharBuffer.allocate(1024);

    /** @throws BadRecordException naming the first byte that does not belong */
    void require(byte[] text) throws BadRecordException {
        int ascii = asciiPrefix(text);
        if (ascii == text.length) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(text, ascii, text.length - ascii);
        decoder.reset();
        while (true) {
            scratch.clear();
            if (decoder.decode(in, scratch, true).isError()) {
                int at = in.position();
                throw new BadRecordException("value", "UTF-8", String.format("byte 0x%02X at byte %d", text[at], at));
            }
            if (!in.hasRemaining()) {
                return;
            }
        }
    }

    /** How many leading bytes are ASCII for certain; a multiple of eight, or all. */
    private static int asciiPrefix(byte[] text) {
        int i = 0;
        for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
            if (((long) LONGS.get(text, i) & HIGH_BITS) != 0) {
                return i;
            }
        }
        int block = i;
        for (; i < text.length; i++) {
            if (text[i] < 0) {
                return block;
            }
        }
        return i;
    }
}
