package dev.sluice.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Decodes records that are one JSON object each, in UTF-8.
 *
 * <p>A feature that is a number is taken; null, NaN and the infinities (as tokens or strings), and numbers too large for
 * a double, are missing; anything else there is an error. Other fields are skipped, whatever they hold. Where a field
 * occurs more than once, the last one counts. A dotted path reaches into nested objects, and also matches a key that has
 * the dots in it.
 */
public final class JsonDecoder implements RecordDecoder {

    private final JsonObjects objects = new JsonObjects();
    private final FieldTree fields;
    private final int features;

    public JsonDecoder(RecordLayout layout) {
        this.fields = FieldTree.of(layout);
        this.features = layout.features().size();
    }

    @Override
    public void decode(byte[] value, Telemetry into) throws BadRecordException {
        into.clear();
        objects.read(value, in -> readObject(fields, in, into));
        into.requireAnyFeature(features);
    }

    private static void readObject(FieldTree fields, JsonParser in, Telemetry into)
            throws IOException, BadRecordException {
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            JsonToken token = in.nextToken();
            FieldTree field = fields.child(key);
            if (field != null && field.isWanted()) {
                readValue(field, token, in, into);
            } else if (field != null && token == JsonToken.START_OBJECT) {
                readObject(field, in, into);
            } else {
                in.skipChildren();
            }
        }
    }

    private static void readValue(FieldTree field, JsonToken token, JsonParser in, Telemetry into)
            throws IOException, BadRecordException {
        if (field.isFeature()) {
            into.values[field.feature()] = JsonValues.number(field.path(), token, in);
        }
        if (field.isEntity()) {
            into.entity(JsonValues.entity(field.path(), token, in));
        }
        if (field.isTimestamp()) {
            JsonValues.timestamp(field.path(), token, in, into);
        }
    }
}
