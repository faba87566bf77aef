package dev.sluice.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.record.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** Writes what deserializers return as JSON: Avro records, maps, collections, numbers, texts, times. */
final class ObjectJson {

    /** Objects inside one another; one that contains itself has no end. */
    private static final int MAX_DEPTH = 256;

    private static final int LONGEST_DECIMAL = 64;

    private static final JsonFactory JSON = new JsonFactory();

    private ObjectJson() {}

    /** @throws BadRecordException where it is no record or map, or has something in it that is no data */
    static byte[] encode(Object object) throws BadRecordException {
        if (!(object instanceof IndexedRecord) && !(object instanceof Map)) {
            throw new BadRecordException(
                    "value",
                    "a record, map, text or bytes from input.serde",
                    object == null ? "null" : object.getClass().getName());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            write(object, null, 0, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no I/O in memory
        }
        return bytes.toByteArray();
    }

    private static void write(Object value, Schema schema, int depth, JsonGenerator out)
            throws IOException, BadRecordException {
        if (depth > MAX_DEPTH) {
            throw new BadRecordException("value", "at most " + MAX_DEPTH + " levels", "more");
        }
        if (value == null) {
            out.writeNull();
        } else if (value instanceof IndexedRecord record) {
            out.writeStartObject();
            for (Schema.Field field : record.getSchema().getFields()) {
                out.writeFieldName(field.name());
                write(record.get(field.pos()), field.schema(), depth + 1, out);
            }
            out.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), null, depth + 1, out);
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> elements) {
            out.writeStartArray();
            for (Object element : elements) {
                write(element, null, depth + 1, out);
            }
            out.writeEndArray();
        } else {
            scalar(value, schema, out);
        }
    }

    private static void scalar(Object value, Schema schema, JsonGenerator out) throws IOException, BadRecordException {
        if (value instanceof Float || value instanceof Double) {
            out.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal.toString());
        } else if (value instanceof BigInteger integer) {
            out.writeNumber(integer);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            bytes(bytes, schema, out);
        } else if (value instanceof GenericFixed fixed) {
            bytes(fixed.bytes(), fixed.getSchema(), out);
        } else if (value instanceof byte[] bytes) {
            bytes(bytes, schema, out);
        } else if (value instanceof CharSequence
                || value instanceof TemporalAccessor
                || value instanceof UUID
                || value instanceof GenericEnumSymbol
                || value instanceof Enum) {
            out.writeString(value.toString());
        } else {
            throw new BadRecordException(
                    "value", "numbers, texts, lists and maps", value.getClass().getName());
        }
    }

    private static void bytes(byte[] bytes, Schema schema, JsonGenerator out) throws IOException {
        LogicalTypes.Decimal decimal = decimal(schema);
        if (decimal != null && bytes.length > 0 && bytes.length <= LONGEST_DECIMAL) {
            out.writeNumber(new BigDecimal(new BigInteger(bytes), decimal.getScale()).toString());
        } else {
            out.writeBinary(bytes);
        }
    }

    private static LogicalTypes.Decimal decimal(Schema schema) {
        if (schema == null) {
            return null;
        }
        if (schema.getType() == Schema.Type.UNION) {
            return schema.getTypes().stream()
                    .map(ObjectJson::decimal)
                    .filter(d -> d != null)
                    .findFirst()
                    .orElse(null);
        }
        LogicalType type = schema.getLogicalType();
        return type instanceof LogicalTypes.Decimal decimal ? decimal : null;
    }
}
