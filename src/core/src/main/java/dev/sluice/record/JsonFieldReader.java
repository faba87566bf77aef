package dev.sluice.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the fields of a JSON object; those whose path is longer than {@value #LONGEST_PATH} characters are left out. */
public final class JsonFieldReader implements FieldReader {

    /**
     * Every field below an object has its path before it: without a limit, a record of long names and many fields would
     * grow to the square of its size.
     */
    static final int LONGEST_PATH = 1_000;

    private final JsonObjects objects = new JsonObjects();

    @Override
    public Map<String, Object> read(byte[] value) throws BadRecordException {
        Map<String, Object> fields = new LinkedHashMap<>();
        objects.read(value, in -> readObject("", in, fields));
        return fields;
    }

    private static void readObject(String prefix, JsonParser in, Map<String, Object> fields) throws IOException {
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            JsonToken token = in.nextToken();
            if (prefix.length() + key.length() > LONGEST_PATH) {
                in.skipChildren();
                continue;
            }
            String path = prefix + key;
            if (token == JsonToken.START_OBJECT) {
                readObject(path + ".", in, fields);
            } else {
                fields.put(path, value(path, token, in));
            }
        }
    }

    private static Object value(String path, JsonToken token, JsonParser in) throws IOException {
        switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> {
                return token == JsonToken.VALUE_TRUE;
            }
            case START_ARRAY -> {
                List<Integer> lengths = new ArrayList<>();
                boolean regular = array(0, lengths, in);
                return regular ? new FieldShape(lengths) : "an array";
            }
            default -> {}
        }
        try {
            double number = JsonValues.number(path, token, in);
            return Double.isNaN(number) ? null : (Object) number;
        } catch (BadRecordException e) {
            return token == JsonToken.VALUE_STRING ? new FieldText(in.getText()) : e.got();
        }
    }

    /**
     * Reads to the end of an array.
     *
     * @param lengths of the dimensions that are known so far, added to by the first array of each
     * @return whether it is one of numbers, with as many in each row
     */
    private static boolean array(int dimension, List<Integer> lengths, JsonParser in) throws IOException {
        boolean isFirst = dimension == lengths.size();
        if (isFirst) {
            lengths.add(0);
        }
        boolean regular = true;
        int count = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            boolean isLast = dimension + 1 == lengths.size();
            if (token == JsonToken.START_ARRAY) {
                regular &= array(dimension + 1, lengths, in) && (count == 0 || !isLast);
            } else {
                regular &= isLast && token.isNumeric();
                in.skipChildren();
            }
            count++;
        }
        if (isFirst) {
            lengths.set(dimension, count);
        }
        return regular && count > 0 && count == lengths.get(dimension);
    }
}
