package dev.sluice.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Slots;
import java.io.IOException;

/**
 * Decodes records that are one JSON object each, in UTF-8.
 *
 * <p>A feature that is a number is taken; null, NaN and the infinities (as tokens or strings), and numbers too large for
 * a double, are missing; anything else there is an error. So it is with the other types of features: null is missing, and
 * an array of another length, or with anything but finite numbers in it, is an error. Other fields are skipped, whatever they hold. Where a field
 * occurs more than once, the last one counts. A dotted path reaches into nested objects, and also matches a key that has
 * the dots in it.
 */
public final class JsonDecoder implements RecordDecoder {

    /** Where so many records in a row were not of the usual shape, only one in {@link #TRIED} is taken for one. */
    private static final int MANY = 8;

    private static final int TRIED = 64;

    private final JsonObjects objects = new JsonObjects();
    private final FieldTree fields;
    private final FeatureSpec[] features;
    private final Slots slots;
    private final double maxMissing;
    private final PlainJson plain;
    private int unusual; // records in a row
    private int untried;

    public JsonDecoder(RecordLayout layout) {
        this.fields = FieldTree.of(layout);
        this.features = layout.features().toArray(FeatureSpec[]::new);
        this.slots = new Slots(layout.features());
        this.maxMissing = layout.maxMissing();
        this.plain = new PlainJson(layout.features(), fields);
    }

    @Override
    public void decode(byte[] value, Telemetry into) throws BadRecordException {
        into.clear();
        if (!decodePlain(value, into)) {
            decodeAny(value, into);
        }
        into.requireEnough(maxMissing);
    }

    /** Both ways come to the same: a stream that is always unusual, by its language say, does not go both each time. */
    private boolean decodePlain(byte[] value, Telemetry into) {
        if (unusual >= MANY && ++untried % TRIED != 0) {
            return false;
        }
        boolean usual = plain.decode(value, into);
        unusual = usual ? 0 : unusual + 1;
        return usual;
    }

    /** Takes every record that there is, token by token, and says what is wrong with one. */
    void decodeAny(byte[] value, Telemetry into) throws BadRecordException {
        into.clear();
        objects.read(value, in -> readObject(fields, in, into));
    }

    private void readObject(FieldTree fields, JsonParser in, Telemetry into) throws IOException, BadRecordException {
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

    private void readValue(FieldTree field, JsonToken token, JsonParser in, Telemetry into)
            throws IOException, BadRecordException {
        if (field.isFeature()) {
            readFeature(field.feature(), token, in, into.observation);
        }
        if (field.isEntity()) {
            into.entity(JsonValues.entity(field.path(), token, in));
        }
        if (field.isTimestamp()) {
            JsonValues.timestamp(field.path(), token, in, into);
        }
    }

    private void readFeature(int feature, JsonToken token, JsonParser in, Observation into)
            throws IOException, BadRecordException {
        FeatureSpec spec = features[feature];
        int value = slots.value(feature);
        switch (spec.type()) {
            case NUMBER -> into.values[value] = JsonValues.number(spec.field(), token, in);
            case BOOLEAN -> into.values[value] = JsonValues.bool(spec.field(), token, in);
            case ARRAY -> JsonArrays.read(spec, token, in, into.values, value);
            case CATEGORICAL, TEXT -> {
                String text = JsonValues.text(spec.field(), token, in);
                into.texts[slots.text(feature)] = text == null ? null : spec.kept(text);
            }
            case TIME -> {}
        }
    }
}
