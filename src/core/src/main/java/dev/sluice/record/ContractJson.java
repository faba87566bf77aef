package dev.sluice.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records of {@code schemas/} as plain JSON with the same field names: what a pipeline's topics hold where no schema
 * registry is configured. Unions are written as the bare value or null, bytes as Base64, enums as their symbol. The
 * schemas use no union but of null and one other type.
 */
public final class ContractJson {

    /** The JDK's own conversion of doubles to text is slow before version 19. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private ContractJson() {}

    /** One line of UTF-8 JSON. */
    public static byte[] encode(SpecificRecord contract) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            write(contract.getSchema(), contract, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Schema schema, Object value, JsonGenerator out) throws IOException {
        switch (schema.getType()) {
            case RECORD -> {
                SpecificRecord record = (SpecificRecord) value;
                out.writeStartObject();
                for (Schema.Field field : schema.getFields()) {
                    out.writeFieldName(field.name());
                    write(field.schema(), record.get(field.pos()), out);
                }
                out.writeEndObject();
            }
            case UNION -> {
                if (value == null) {
                    out.writeNull();
                } else {
                    write(nonNull(schema), value, out);
                }
            }
            case ARRAY -> {
                out.writeStartArray();
                for (Object element : (List<?>) value) {
                    write(schema.getElementType(), element, out);
                }
                out.writeEndArray();
            }
            case MAP -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    write(schema.getValueType(), entry.getValue(), out);
                }
                out.writeEndObject();
            }
            case BYTES -> {
                ByteBuffer buffer = ((ByteBuffer) value).duplicate();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                out.writeBinary(bytes);
            }
            case INT -> out.writeNumber((int) value);
            case LONG -> out.writeNumber((long) value);
            case FLOAT -> out.writeNumber((float) value);
            case DOUBLE -> out.writeNumber((double) value);
            case BOOLEAN -> out.writeBoolean((boolean) value);
            case STRING, ENUM -> out.writeString(value.toString());
            default -> throw new IllegalArgumentException("no JSON form for Avro type " + schema.getType());
        }
    }

    /**
     * Reads what {@link #encode} wrote; unknown fields are skipped, absent ones take the schema's default.
     *
     * @throws BadRecordException where the bytes are no such record
     */
    public static <T extends SpecificRecord> T decode(byte[] json, Class<T> type) throws BadRecordException {
        Schema schema = ContractData.INSTANCE.getSchema(type);
        if (json == null) {
            throw new BadRecordException("value", "JSON of a " + schema.getName(), "null");
        }
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            T record = type.cast(read(schema, in, schema.getName()));
            require(in.nextToken() == null, schema.getName(), "nothing after the record", in.currentToken());
            return record;
        } catch (IOException | RuntimeException e) {
            // The parser has had bugs that only hostile bytes find.
            throw new BadRecordException(
                    "value", "JSON of a " + schema.getName(), Untrusted.brief(String.valueOf(e.getMessage())));
        }
    }

    private static Object read(Schema schema, JsonParser in, String where) throws IOException, BadRecordException {
        JsonToken token = in.currentToken();
        switch (schema.getType()) {
            case RECORD -> {
                return readRecord(schema, in, where);
            }
            case UNION -> {
                return token == JsonToken.VALUE_NULL ? null : read(nonNull(schema), in, where);
            }
            case ARRAY -> {
                require(token == JsonToken.START_ARRAY, where, "an array", token);
                List<Object> elements = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(schema.getElementType(), in, where + "[" + elements.size() + "]"));
                }
                return elements;
            }
            case MAP -> {
                require(token == JsonToken.START_OBJECT, where, "an object", token);
                Map<String, Object> entries = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String key = in.currentName();
                    in.nextToken();
                    entries.put(key, read(schema.getValueType(), in, where + "." + Untrusted.brief(key)));
                }
                return entries;
            }
            case BYTES -> {
                require(token == JsonToken.VALUE_STRING, where, "Base64", token);
                return ByteBuffer.wrap(in.getBinaryValue());
            }
            case INT -> {
                require(token == JsonToken.VALUE_NUMBER_INT, where, "an integer", token);
                return in.getIntValue();
            }
            case LONG -> {
                require(token == JsonToken.VALUE_NUMBER_INT, where, "an integer", token);
                return in.getLongValue();
            }
            case FLOAT -> {
                return (float) number(in, token, where);
            }
            case DOUBLE -> {
                return number(in, token, where);
            }
            case BOOLEAN -> {
                require(token != null && token.isBoolean(), where, "true or false", token);
                return in.getBooleanValue();
            }
            case STRING -> {
                require(token == JsonToken.VALUE_STRING, where, "a string", token);
                return in.getText();
            }
            case ENUM -> {
                require(
                        token == JsonToken.VALUE_STRING && schema.hasEnumSymbol(in.getText()),
                        where,
                        "one of " + schema.getEnumSymbols(),
                        token);
                return ContractData.INSTANCE.createEnum(in.getText(), schema);
            }
            default -> throw new IllegalArgumentException("no JSON form for Avro type " + schema.getType());
        }
    }

    /** NaN and infinities are written as strings, because JSON has no number for them. */
    private static double number(JsonParser in, JsonToken token, String where) throws IOException, BadRecordException {
        if (token == JsonToken.VALUE_STRING
                && (in.getText().equals("NaN")
                        || in.getText().equals("Infinity")
                        || in.getText().equals("-Infinity"))) {
            return Double.parseDouble(in.getText());
        }
        require(token != null && token.isNumeric(), where, "a number", token);
        return in.getDoubleValue();
    }

    private static SpecificRecord readRecord(Schema schema, JsonParser in, String where)
            throws IOException, BadRecordException {
        require(in.currentToken() == JsonToken.START_OBJECT, where, "an object", in.currentToken());
        SpecificRecord record = (SpecificRecord) ContractData.INSTANCE.newRecord(null, schema);
        boolean[] seen = new boolean[schema.getFields().size()];
        while (in.nextToken() != JsonToken.END_OBJECT) {
            Schema.Field field = schema.getField(in.currentName());
            in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else {
                record.put(field.pos(), read(field.schema(), in, where + "." + field.name()));
                seen[field.pos()] = true;
            }
        }
        for (Schema.Field field : schema.getFields()) {
            if (!seen[field.pos()]) {
                if (!field.hasDefaultValue()) {
                    throw new BadRecordException(where + "." + field.name(), "a value", "nothing");
                }
                record.put(field.pos(), ContractData.INSTANCE.getDefaultValue(field));
            }
        }
        return record;
    }

    private static Schema nonNull(Schema union) {
        return union.getTypes().get(union.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
    }

    private static void require(boolean holds, String where, String expected, JsonToken got) throws BadRecordException {
        if (!holds) {
            throw new BadRecordException(where, expected, got == null ? "the end" : got.toString());
        }
    }
}
