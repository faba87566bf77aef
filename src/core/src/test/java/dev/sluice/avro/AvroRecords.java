package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Schemas by id, and records written with them by Avro's own writer. */
public final class AvroRecords implements SchemaSource {

    private final Map<Integer, Schema> schemas = new HashMap<>();

    @Override
    public Schema schema(int id) throws BadRecordException {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new BadRecordException("value", "a known schema", "unknown schema id " + id);
        }
        return schema;
    }

    /** Its id. */
    public int add(Schema schema) {
        schemas.put(schemas.size() + 1, schema);
        return schemas.size();
    }

    /** Its id. */
    public int add(String schema) {
        return add(new Schema.Parser().parse(schema));
    }

    /** In wire format. */
    public byte[] write(int id, Object datum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(WireFormat.header(id));
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schemas.get(id)).write(datum, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
