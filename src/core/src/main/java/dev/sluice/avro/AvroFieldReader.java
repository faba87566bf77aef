package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldReader;
import dev.sluice.record.JsonFieldReader;
import java.util.Map;

/** Lists all fields of Avro records; times and dates as texts, because a clock is no measurement. */
public final class AvroFieldReader implements FieldReader {

    private final AvroJson json;
    private final JsonFieldReader fields = new JsonFieldReader();

    public AvroFieldReader(SchemaSource schemas) {
        this.json = new AvroJson(schemas);
    }

    @Override
    public Map<String, Object> read(byte[] value) throws BadRecordException {
        return fields.read(json.of(value));
    }
}
