package dev.sluice.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.record.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.avro.Schema;

/**
 * Writes Avro records in wire format as plain JSON, for looking at rather than for the way of every record: unions as the
 * bare value, enums as their symbol, decimals as numbers, times and dates as ISO-8601, bytes as Base64. Not thread-safe.
 */
public final class AvroJson {

    /** What a record may become: an array of nulls takes more as text than in binary. */
    private static final int GROWTH = 64;

    private final JsonFactory json = new JsonFactory();
    private final SchemaSource schemas;
    private final AvroBytes in = new AvroBytes();

    public AvroJson(SchemaSource schemas) {
        this.schemas = schemas;
    }

    /**
     * One line of UTF-8 JSON.
     *
     * @throws BadRecordException where the value is no Avro record in wire format
     */
    public byte[] of(byte[] value) throws BadRecordException {
        int id = WireFormat.schemaId(value);
        Schema schema = schemas.schema(id);
        RecordPlan.requireRecord(schema, id);
        in.reset(value, WireFormat.HEADER, "Avro of schema id " + id);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * value.length);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            write(schema, out, bytes, GROWTH * (value.length + 1_024L));
            in.requireEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no I/O in memory
        }
        return bytes.toByteArray();
    }

    private void write(Schema schema, JsonGenerator out, ByteArrayOutputStream bytes, long limit)
            throws IOException, BadRecordException {
        switch (schema.getType()) {
            case NULL -> out.writeNull();
            case BOOLEAN -> out.writeBoolean(in.readBoolean());
            case INT -> writeInt(AvroTypes.logical(schema), in.readInt(), out);
            case LONG -> writeLong(schema, in.readLong(), out);
            case FLOAT -> out.writeNumber(in.readFloat());
            case DOUBLE -> out.writeNumber(in.readDouble());
            case STRING -> out.writeString(in.readString());
            case ENUM ->
                out.writeString(schema.getEnumSymbols()
                        .get(in.readIndex("enum symbol", schema.getEnumSymbols().size())));
            case BYTES, FIXED -> writeBytes(schema, out);
            case UNION ->
                write(
                        schema.getTypes()
                                .get(in.readIndex(
                                        "union branch", schema.getTypes().size())),
                        out,
                        bytes,
                        limit);
            case RECORD -> {
                in.enter();
                out.writeStartObject();
                for (Schema.Field field : schema.getFields()) {
                    out.writeFieldName(field.name());
                    write(field.schema(), out, bytes, limit);
                }
                out.writeEndObject();
                in.leave();
            }
            case ARRAY, MAP -> writeBlocks(schema, out, bytes, limit);
        }
        if (bytes.size() > limit) {
            throw in.bad("data that would be more than " + limit + " bytes as text");
        }
    }

    private void writeBlocks(Schema schema, JsonGenerator out, ByteArrayOutputStream bytes, long limit)
            throws IOException, BadRecordException {
        boolean map = schema.getType() == Schema.Type.MAP;
        in.enter();
        if (map) {
            out.writeStartObject();
        } else {
            out.writeStartArray();
        }
        for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                int from = in.position();
                if (map) {
                    out.writeFieldName(in.readString());
                }
                write(map ? schema.getValueType() : schema.getElementType(), out, bytes, limit);
                if (in.position() == from) {
                    in.countEmpty();
                }
            }
        }
        if (map) {
            out.writeEndObject();
        } else {
            out.writeEndArray();
        }
        in.leave();
    }

    private static void writeInt(String logical, int value, JsonGenerator out) throws IOException {
        switch (logical) {
            case "date" -> out.writeString(LocalDate.ofEpochDay(value).toString());
            case "time-millis" -> writeTime(value, 1_000_000L, out);
            default -> out.writeNumber(value);
        }
    }

    private static void writeLong(Schema schema, long value, JsonGenerator out) throws IOException {
        long unit = Times.perMilli(schema);
        if (unit > 0) {
            out.writeString(Instant.ofEpochMilli(Math.floorDiv(value, unit)).toString());
        } else if (AvroTypes.logical(schema).equals("time-micros")) {
            writeTime(value, 1_000L, out);
        } else {
            out.writeNumber(value);
        }
    }

    private static void writeTime(long value, long nanos, JsonGenerator out) throws IOException {
        try {
            out.writeString(
                    LocalTime.ofNanoOfDay(Math.multiplyExact(value, nanos)).toString());
        } catch (DateTimeException | ArithmeticException e) {
            out.writeString(value + " is no time of day");
        }
    }

    private void writeBytes(Schema schema, JsonGenerator out) throws IOException, BadRecordException {
        int scale = AvroTypes.decimalScale(schema);
        if (scale >= 0) {
            out.writeNumber(Decimals.read("value", schema, scale, in).toString());
        } else if (Texts.isUuid(schema)) {
            out.writeString(Texts.uuid(in.readBytes(schema.getFixedSize())));
        } else {
            out.writeBinary(
                    in.readBytes(schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : in.readLength()));
        }
    }
}
