package dev.sluice.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists the fields of a JSON object. */
public final class JsonFieldReader implements FieldReader {

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
            String path = prefix + key;
            if (token == JsonToken.START_OBJECT) {
                readObject(path + ".", in, fields);
            } else {
                fields.put(path, value(path, token, in));
                in.skipChildren();
            }
        }
    }

    private static Object value(String path, JsonToken token, JsonParser in) throws IOException {
        try {
            double number = JsonValues.number(path, token, in);
            return Double.isNaN(number) ? null : (Object) number;
        } catch (BadRecordException e) {
            return e.got();
        }
    }
}
