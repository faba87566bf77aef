package dev.sluice.wire;

import dev.sluice.avro.AvroJson;
import dev.sluice.avro.SchemaSource;
import dev.sluice.avro.WireFormat;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads what Sluice has written, in JSON or in Avro, whatever this pipeline writes now: a topic may hold both. Not
 * thread-safe.
 */
public final class ContractReader {

    private final AvroJson avro;

    /** @param schemas where those of Avro values come from */
    public ContractReader(SchemaSource schemas) {
        this.avro = new AvroJson(schemas);
    }

    /**
     * The value as one line of JSON.
     *
     * @throws BadRecordException where it is in wire format but cannot be read
     */
    public byte[] json(byte[] value) throws BadRecordException {
        return WireFormat.isFramed(value) ? avro.of(value) : value;
    }

    /** @throws BadRecordException where the value is no record of that type */
    public <T extends SpecificRecord> T decode(byte[] value, Class<T> type) throws BadRecordException {
        return ContractJson.decode(json(value), type);
    }
}
