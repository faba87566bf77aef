package dev.sluice.packed;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.record.FieldTree;
import dev.sluice.record.KeyOrder;
import dev.sluice.record.RecordLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds the holes in JSON objects. The value is known to be JSON; where it is written in a way that is not expected here, the rest of it
 * stays in the template.
 */
public final class JsonCutter implements Cutter {

    private static final int LONGEST_KEY = 256;

    private final List<FeatureSpec> features;
    private final NumberFields fields;
    private final KeyOrder root;

    private byte[] value = {};
    private Cut cut;
    private int at;

    public JsonCutter(RecordLayout layout, NumberFields fields) {
        this.features = layout.features();
        this.fields = fields;
        this.root = new KeyOrder(FieldTree.of(layout));
    }

    @Override
    public void cut(byte[] json, Cut into) {
        value = json;
        cut = into;
        at = 0;
        if (next() == '{') {
            object(root);
        }
    }

    /** The byte that is next but for spaces, not passed over; 0 at the end. */
    private int next() {
        while (at < value.length && (value[at] == ' ' || value[at] == '\n' || value[at] == '\r' || value[at] == '\t')) {
            at++;
        }
        return at < value.length ? value[at] : 0;
    }

    /** From an opening brace on; false where something is not as expected. */
    private boolean object(KeyOrder keys) {
        at++;
        int key = -1;
        while (next() == '"') {
            at++;
            key = key(keys, key + 1);
            if (next() != ':') {
                return false;
            }
            at++;
            int begin = next();
            KeyOrder inside = key < 0 ? null : keys.inside(key);
            boolean goesInside = begin == '{' && inside != null;
            if (!(goesInside ? object(inside) : value(key < 0 ? null : keys.field(key), begin))) {
                return false;
            }
            if (next() == ',') {
                at++;
            }
        }
        return pass('}');
    }

    private boolean pass(int token) {
        boolean there = next() == token;
        at += there ? 1 : 0;
        return there;
    }

    /** Its place among the keys; -1 where it leads nowhere. */
    private int key(KeyOrder keys, int likely) {
        int place = keys.find(likely, value, at);
        int from = at;
        at = stringEnd(at);
        if (place >= 0) {
            return place;
        }
        for (int i = from; i < at - 1; i++) {
            if (value[i] < 0 || value[i] == '\\') {
                return -1;
            }
        }
        return at - from > LONGEST_KEY
                ? -1
                : keys.add(new String(value, from, at - 1 - from, StandardCharsets.ISO_8859_1));
    }

    /** Behind the quote that ends a string, given where its characters begin. */
    private int stringEnd(int from) {
        int end = from;
        while (end < value.length && value[end] != '"') {
            end += value[end] == '\\' ? 2 : 1;
        }
        return Math.min(value.length, end + 1);
    }

    /** @param field what it is wanted for; null for nothing */
    private boolean value(FieldTree field, int begin) {
        int from = at;
        if (begin == '[' && field != null && field.isFeature() && spec(field).type() == FeatureType.ARRAY) {
            if (fields.of(field.feature(), 0) >= 0) {
                return array(field.feature(), new int[1]);
            }
            at = end(begin);
            cut.decimal(from, at, fields.of(field.feature(), 0), false);
            return true;
        }
        at = end(begin);
        if (at == from) {
            return false;
        }
        boolean text = begin == '"';
        int start = text ? from + 1 : from;
        int stop = text ? at - 1 : at;
        if (field != null && field.isTimestamp()) {
            cut.time(start, stop);
        } else if (field != null && field.isEntity()) {
            cut.entity(start, stop);
        } else if (field != null && !text && field.isFeature() && spec(field).type() == FeatureType.NUMBER) {
            cut.decimal(from, at, fields.of(field.feature(), 0), false);
        } else {
            cut.literal(from, at);
        }
        return true;
    }

    private FeatureSpec spec(FieldTree field) {
        return features.get(field.feature());
    }

    /**
     * Numbers, and arrays of them.
     *
     * @param element the one that comes next
     */
    private boolean array(int feature, int[] element) {
        at++;
        int begin = next();
        while (begin != ']') {
            int from = at;
            if (begin == '[') {
                if (!array(feature, element)) {
                    return false;
                }
            } else {
                at = end(begin);
                if (at == from) {
                    return false;
                }
                if (element[0] < features.get(feature).size()) {
                    cut.decimal(from, at, fields.of(feature, element[0]++), false);
                } else {
                    cut.literal(from, at);
                }
            }
            if (next() == ',') {
                at++;
            }
            begin = next();
        }
        at++;
        return true;
    }

    /** Where a value ends that begins here with this byte. */
    private int end(int begin) {
        if (begin == '"') {
            return stringEnd(at + 1);
        }
        int end = at;
        int depth = 0;
        while (end < value.length) {
            byte b = value[end];
            if (b == '"') {
                end = stringEnd(end + 1);
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                if (depth == 0) {
                    return end;
                }
                depth--;
                if (depth == 0) {
                    return end + 1;
                }
            } else if (depth == 0 && (b == ',' || b <= ' ')) {
                return end;
            }
            end++;
        }
        return end;
    }
}
