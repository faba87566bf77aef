package dev.sluice.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Opens untrusted bytes as one JSON object in UTF-8, and turns whatever is wrong with them into a
 * {@link BadRecordException}. Not thread-safe.
 */
final class JsonObjects {

    static final String EXPECTED = "a JSON object";

    /**
     * Unwanted values may be of any size, because they are skipped and not kept. Names are kept in the parser's symbol
     * table, and nested arrays and objects on its stack, so these two are bounded.
     */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(8_192)
            .maxNestingDepth(1_000)
            .build();

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Keys are untrusted: keep them out of the JVM's string table, and let no earlier record's keys fail this
            // one.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private final Utf8 utf8 = new Utf8();

    /** Reads the inside of an object: the parser stands on its opening brace, and is left on the closing one. */
    interface Body {
        void read(JsonParser in) throws IOException, BadRecordException;
    }

    void read(byte[] value, Body body) throws BadRecordException {
        if (value == null) {
            throw bad("null");
        }
        RecordSize.require(value);
        utf8.require(value);
        requireNoWideEncoding(value);
        try (JsonParser in = json.createParser(value)) {
            read(value, in, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // closing a parser over an array does no I/O
        }
    }

    private static void read(byte[] value, JsonParser in, Body body) throws BadRecordException {
        try {
            JsonToken root = in.nextToken();
            if (root != JsonToken.START_OBJECT) {
                throw bad(root == null ? "nothing in " + value.length + " bytes" : JsonValues.describe(root, in));
            }
            body.read(in);
            requireEnd(value, (int) in.currentLocation().getByteOffset());
        } catch (IOException e) {
            throw bad(cause(e, value.length, in));
        } catch (RuntimeException e) {
            // The parser has had bugs that only hostile bytes find; they are that record's problem and no one else's.
            throw bad("JSON that the parser fails on at byte " + offset(in) + ": " + Untrusted.brief(e.toString()));
        }
    }

    /** The parser would take a zero byte among the first four for UTF-16 or UTF-32, and read on. */
    private static void requireNoWideEncoding(byte[] value) throws BadRecordException {
        for (int i = 0; i < Math.min(4, value.length); i++) {
            if (value[i] == 0) {
                throw new BadRecordException("value", "UTF-8", "a zero byte at byte " + i);
            }
        }
    }

    private static void requireEnd(byte[] value, int end) throws BadRecordException {
        for (int i = end; i < value.length; i++) {
            byte b = value[i];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw bad("more after the object, at byte " + i);
            }
        }
    }

    private static String cause(IOException e, int length, JsonParser in) {
        String message =
                e instanceof JsonProcessingException p ? p.getOriginalMessage() : String.valueOf(e.getMessage());
        if (message.startsWith("Unexpected end-of-input")) {
            return "JSON that is cut off at byte " + length;
        }
        String problem = e instanceof StreamConstraintsException ? "JSON beyond a limit" : "malformed JSON";
        // Without the name of the limit's setter, and the list of all that JSON knows.
        String brief = message.replaceFirst(", from `[^`]*`", "").replaceFirst(": was expecting \\(JSON.*", "");
        return problem + " at byte " + offset(in) + ": " + Untrusted.brief(brief);
    }

    private static long offset(JsonParser in) {
        return in.currentLocation().getByteOffset();
    }

    private static BadRecordException bad(String got) {
        return new BadRecordException("value", EXPECTED, got);
    }
}
