package dev.sluice.serde;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.Telemetry;

/** Decodes what a user's deserializer makes of a value. */
public final class SerdeDecoder implements RecordDecoder {

    private final InputSerde serde;
    private final RecordDecoder decoder;

    /** @param decoder of what the deserializer returns */
    public SerdeDecoder(InputSerde serde, RecordDecoder decoder) {
        this.serde = serde;
        this.decoder = decoder;
    }

    @Override
    public void decode(byte[] value, Telemetry into) throws BadRecordException {
        into.clear();
        decoder.decode(serde.text(value), into);
    }
}
