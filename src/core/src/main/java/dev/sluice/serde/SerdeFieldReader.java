package dev.sluice.serde;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldReader;
import java.util.Map;

/** Lists the fields of what a user's deserializer makes of a value. */
public final class SerdeFieldReader implements FieldReader {

    private final InputSerde serde;
    private final FieldReader reader;

    public SerdeFieldReader(InputSerde serde, FieldReader reader) {
        this.serde = serde;
        this.reader = reader;
    }

    @Override
    public Map<String, Object> read(byte[] value) throws BadRecordException {
        return reader.read(serde.text(value));
    }
}
