package dev.sluice.wire;

import com.fasterxml.jackson.core.io.CharTypes;
import com.fasterxml.jackson.core.io.NumberOutput;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * One line of UTF-8 JSON, with the same characters as {@link dev.sluice.record.ContractJson} writes: no spaces, what is no
 * finite number as a string, characters beyond the basic plane as two escapes.
 */
final class JsonForm implements Form {

    private static final int LONGEST_INTEGER = 20;

    /** What stands for a byte after a backslash; 0 for itself, -1 for its number. */
    private static final int[] ESCAPES = CharTypes.get7BitOutputEscapes();

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private final Map<OutputType, ExactArrays> arrays = new EnumMap<>(OutputType.class);
    private final OutputBytes out = new OutputBytes();
    private ExactArrays lender; // of the record that was begun

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] whole(OutputType type, SpecificRecord contract) {
        return ContractJson.encode(contract);
    }

    @Override
    public void begin(OutputType type) {
        lender = arrays.computeIfAbsent(type, t -> new ExactArrays());
        out.reset();
        out.put('{');
    }

    @Override
    public byte[] end() {
        out.put('}');
        return lender.of(out.bytes, out.at);
    }

    private void name(String name) {
        if (out.bytes[out.at - 1] != '{') {
            out.put(',');
        }
        out.put('"');
        characters(name);
        out.put('"');
        out.put(':');
    }

    /** Of ASCII alone. */
    private void characters(String ascii) {
        int length = ascii.length();
        out.room(length);
        for (int i = 0; i < length; i++) {
            out.bytes[out.at + i] = (byte) ascii.charAt(i);
        }
        out.at += length;
    }

    @Override
    public byte[] encoded(String text) {
        OutputBytes one = new OutputBytes();
        quoted(one, text.getBytes(StandardCharsets.UTF_8));
        return one.copy();
    }

    @Override
    public void constant(String name, byte[] encoded) {
        name(name);
        out.put(encoded);
    }

    @Override
    public void text(String name, String value) {
        utf8(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void utf8(String name, byte[] value) {
        name(name);
        if (value == null) {
            out.put(NULL);
        } else {
            quoted(out, value);
        }
    }

    private static void quoted(OutputBytes out, byte[] utf8) {
        out.put('"');
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if ((b & 0xF8) == 0xF0) {
                beyondBasicPlane(out, utf8, i);
                i += 3;
            } else if (b < 0 || ESCAPES[b] == 0) {
                out.put(b);
            } else if (ESCAPES[b] > 0) {
                out.put('\\');
                out.put(ESCAPES[b]);
            } else {
                escaped(out, b);
            }
        }
        out.put('"');
    }

    private static void beyondBasicPlane(OutputBytes out, byte[] utf8, int at) {
        int codePoint = ((utf8[at] & 0x07) << 18)
                | ((utf8[at + 1] & 0x3F) << 12)
                | ((utf8[at + 2] & 0x3F) << 6)
                | (utf8[at + 3] & 0x3F);
        escaped(out, Character.highSurrogate(codePoint));
        escaped(out, Character.lowSurrogate(codePoint));
    }

    private static void escaped(OutputBytes out, int character) {
        out.put('\\');
        out.put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.put(HEX[(character >> shift) & 0xF]);
        }
    }

    @Override
    public void integer(String name, long value) {
        name(name);
        out.room(LONGEST_INTEGER);
        out.at = NumberOutput.outputLong(value, out.bytes, out.at);
    }

    @Override
    public void number(String name, double value) {
        name(name);
        number(NumberOutput.toString(value, true), NumberOutput.notFinite(value));
    }

    private void number(String text, boolean quoted) {
        if (quoted) {
            out.put('"');
        }
        characters(text);
        if (quoted) {
            out.put('"');
        }
    }

    @Override
    public void truth(String name, boolean value) {
        name(name);
        out.put(value ? TRUE : FALSE);
    }

    @Override
    public void symbol(String name, String symbol, int index) {
        name(name);
        out.put('"');
        characters(symbol);
        out.put('"');
    }

    @Override
    public void nothing(String name) {
        name(name);
        out.put(NULL);
    }

    @Override
    public void optional(String name, float value) {
        name(name);
        number(NumberOutput.toString(value, true), NumberOutput.notFinite(value));
    }

    @Override
    public void optional(String name, float[] values) {
        name(name);
        out.put('[');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.put(',');
            }
            number(NumberOutput.toString(values[i], true), NumberOutput.notFinite(values[i]));
        }
        out.put(']');
    }

    /** In Base64. */
    @Override
    public void optional(String name, byte[] value) {
        name(name);
        out.put('"');
        out.put(Base64.getEncoder().encode(value));
        out.put('"');
    }

    @Override
    public void beginArray(String name, int count) {
        name(name);
        out.put('[');
    }

    @Override
    public void beginElement() {
        if (out.bytes[out.at - 1] == '}') {
            out.put(',');
        }
        out.put('{');
    }

    @Override
    public void endElement() {
        out.put('}');
    }

    @Override
    public void endArray(int count) {
        out.put(']');
    }
}
