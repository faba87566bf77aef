package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;

/** Makes readers of texts: strings and enums as they are, numbers and booleans as they are written. */
final class Texts {

    /** Whole numbers up to here are exact in a double. */
    private static final double EXACT = 1L << 53;

    private static final int UUID_BYTES = 16;

    private Texts() {}

    /** Reads a text: null where it is missing. */
    interface Reader {
        String read(AvroBytes in) throws BadRecordException;
    }

    /** @param expected for the error that a reader of any other type throws for every record */
    static Reader of(String field, String expected, Schema schema) {
        int scale = AvroTypes.decimalScale(schema);
        return switch (schema.getType()) {
            case NULL -> in -> null;
            case STRING -> AvroBytes::readString;
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield in -> symbols.get(in.readIndex("enum symbol", symbols.size()));
            }
            case BOOLEAN -> in -> Boolean.toString(in.readBoolean());
            case INT -> in -> Integer.toString(in.readInt());
            case LONG -> in -> Long.toString(in.readLong());
            case FLOAT -> in -> number(in.readFloat());
            case DOUBLE -> in -> number(in.readDouble());
            case BYTES, FIXED ->
                scale >= 0
                        ? in -> Decimals.read(field, schema, scale, in).toString()
                        : isUuid(schema) ? in -> uuid(in.readBytes(UUID_BYTES)) : mismatch(field, expected, schema);
            case UNION -> {
                Reader[] branches = schema.getTypes().stream()
                        .map(s -> of(field, expected, s))
                        .toArray(Reader[]::new);
                yield in -> branches[in.readIndex("union branch", branches.length)].read(in);
            }
            case ARRAY, MAP, RECORD -> mismatch(field, expected, schema);
        };
    }

    /** A whole number without a fraction, so that 7 is the same entity or category whatever the writer's type. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) <= EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static boolean isUuid(Schema schema) {
        return schema.getType() == Schema.Type.FIXED
                && schema.getFixedSize() == UUID_BYTES
                && AvroTypes.logical(schema).equals("uuid");
    }

    static String uuid(byte[] bytes) {
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }

    private static Reader mismatch(String field, String expected, Schema schema) {
        String got = AvroTypes.describe(schema);
        return in -> {
            throw new BadRecordException(field, expected, got);
        };
    }
}
