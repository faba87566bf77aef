package dev.sluice.record;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Slots;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decodes JSON records of the usual shape in one pass, without tokens and texts in between: objects of numbers, of texts
 * in ASCII without escapes, of true, false and null, of arrays of numbers where a feature is one, and of such objects. It
 * takes only what {@link JsonDecoder} takes too, and comes to the same; whatever else there is, an error above all, it
 * leaves to that. Not thread-safe.
 */
final class PlainJson {

    private static final int MAX_DEPTH = 100;
    private static final int LONGEST_KEY = 256;

    private final FeatureSpec[] features;
    private final Slots slots;
    private final KeyOrder root;
    private final JsonNumber number = new JsonNumber();

    private byte[] bytes = {};
    private int at;

    /** Thrown without a trace where a record is not of the usual shape. */
    private static final class UnusualException extends Exception {
        private static final long serialVersionUID = 1;

        UnusualException() {
            super("not of the usual shape", null, false, false);
        }
    }

    PlainJson(List<FeatureSpec> features, FieldTree fields) {
        this.features = features.toArray(FeatureSpec[]::new);
        this.slots = new Slots(features);
        this.root = new KeyOrder(fields);
    }

    /**
     * Fills the telemetry.
     *
     * @return false where the record is to be decoded otherwise; the telemetry may hold some of it then
     */
    boolean decode(byte[] value, Telemetry into) {
        if (value == null || value.length > RecordSize.LARGEST) {
            return false;
        }
        bytes = value;
        at = 0;
        try {
            if (next() != '{') {
                return false;
            }
            readObject(root, into, 0);
            skipSpaces();
            return at == bytes.length;
        } catch (UnusualException | BadRecordException e) {
            return false;
        }
    }

    /** The byte that comes next but for spaces; passes it over. */
    private int next() throws UnusualException {
        skipSpaces();
        if (at == bytes.length) {
            throw new UnusualException();
        }
        return bytes[at++];
    }

    private void skipSpaces() {
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** From after the opening brace to after the closing one. */
    private void readObject(KeyOrder keys, Telemetry into, int depth) throws UnusualException, BadRecordException {
        require(depth < MAX_DEPTH);
        int token = next();
        int key = -1;
        while (token != '}') {
            require(token == '"');
            key = readKey(keys, key + 1);
            require(next() == ':');
            int begin = next();
            KeyOrder inside = keys.inside(key);
            if (begin == '{' && inside != null) {
                readObject(inside, into, depth + 1);
            } else {
                at--;
                readValue(keys.field(key), begin, into, depth + 1);
            }
            token = nextAfterComma('}');
        }
    }

    /** What follows an element: the closing byte, or what comes after a comma. */
    private int nextAfterComma(int closing) throws UnusualException {
        int end = next();
        if (end == closing) {
            return end;
        }
        require(end == ',');
        int token = next();
        require(token != closing);
        return token;
    }

    private int readKey(KeyOrder keys, int likely) throws UnusualException {
        int known = keys.find(likely, bytes, at);
        if (known >= 0) {
            at += keys.length(known) + 1;
            return known;
        }
        int from = at;
        skipText();
        require(at - 1 - from <= LONGEST_KEY);
        return keys.add(new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1));
    }

    /** From after the opening quote to after the closing one. */
    private void skipText() throws UnusualException {
        while (at < bytes.length) {
            byte b = bytes[at++];
            if (b == '"') {
                return;
            }
            require(b >= ' ' && b != '\\');
        }
        throw new UnusualException();
    }

    private void readValue(FieldTree field, int begin, Telemetry into, int depth)
            throws UnusualException, BadRecordException {
        if (field == null || !field.isWanted()) {
            skipValue(begin, depth);
            return;
        }
        int from = at;
        if (field.isFeature()) {
            readFeature(field.feature(), begin, into);
        }
        if (field.isEntity()) {
            at = from;
            String name = readText(begin);
            into.entity(name == null ? null : EntityName.checked(field.path(), name));
        }
        if (field.isTimestamp()) {
            at = from;
            readTimestamp(field.path(), begin, into);
        }
    }

    private void readFeature(int feature, int begin, Telemetry into) throws UnusualException {
        FeatureSpec spec = features[feature];
        double[] values = into.observation.values;
        int slot = slots.value(feature);
        switch (spec.type()) {
            case NUMBER -> values[slot] = begin == 'n' ? readNull() : readNumber();
            case BOOLEAN -> values[slot] = begin == 'n' ? readNull() : readBoolean(begin);
            case ARRAY -> readArray(values, slot, slot + spec.size());
            case CATEGORICAL, TEXT -> {
                String text = readText(begin);
                into.observation.texts[slots.text(feature)] = text == null ? null : spec.kept(text);
            }
            case TIME -> throw new UnusualException();
        }
    }

    private void readTimestamp(String path, int begin, Telemetry into) throws UnusualException, BadRecordException {
        if (begin == '"') {
            into.timestamp(EpochMillis.ofText(path, readText(begin)));
        } else if (begin == 'n') {
            readNull();
        } else {
            double time = readNumber();
            if (!Double.isNaN(time)) {
                into.timestamp(EpochMillis.ofNumber(path, time));
            }
        }
    }

    private double readNumber() throws UnusualException {
        int end = number.read(bytes, at);
        require(end > at);
        at = end;
        double value = number.value(bytes);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private double readNull() throws UnusualException {
        skipWord("null");
        return Double.NaN;
    }

    private double readBoolean(int begin) throws UnusualException {
        skipWord(begin == 't' ? "true" : "false");
        return begin == 't' ? 1 : 0;
    }

    /** One flat array. */
    private void readArray(double[] values, int from, int to) throws UnusualException {
        require(next() == '[');
        for (int slot = from; slot < to; slot++) {
            skipSpaces();
            double value = readNumber();
            require(!Double.isNaN(value));
            values[slot] = value;
            require(next() == (slot + 1 < to ? ',' : ']'));
        }
    }

    /** A text, or a number or boolean as it is written; null where that is what it is. */
    private String readText(int begin) throws UnusualException {
        int from = at;
        skipScalar(begin);
        if (begin == 'n') {
            return null;
        }
        int quote = begin == '"' ? 1 : 0;
        return new String(bytes, from + quote, at - from - 2 * quote, StandardCharsets.ISO_8859_1);
    }

    private void skipValue(int begin, int depth) throws UnusualException {
        require(depth < MAX_DEPTH);
        if (begin == '{') {
            at++;
            for (int token = next(); token != '}'; token = nextAfterComma('}')) {
                require(token == '"');
                int from = at;
                skipText();
                require(at - 1 - from <= LONGEST_KEY && next() == ':');
                int value = next();
                at--;
                skipValue(value, depth + 1);
            }
        } else if (begin == '[') {
            at++;
            for (int token = next(); token != ']'; token = nextAfterComma(']')) {
                at--;
                skipValue(token, depth + 1);
            }
        } else {
            skipScalar(begin);
        }
    }

    private void skipScalar(int begin) throws UnusualException {
        switch (begin) {
            case '"' -> {
                at++;
                skipText();
            }
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> {
                int end = number.read(bytes, at);
                require(end > at);
                at = end;
            }
        }
    }

    /** A word must be followed by what ends a value, as a number must: that is seen by who asks for the next byte. */
    private void skipWord(String word) throws UnusualException {
        require(word.length() <= bytes.length - at);
        for (int i = 0; i < word.length(); i++) {
            require(bytes[at + i] == word.charAt(i));
        }
        at += word.length();
    }

    private static void require(boolean usual) throws UnusualException {
        if (!usual) {
            throw new UnusualException();
        }
    }
}
