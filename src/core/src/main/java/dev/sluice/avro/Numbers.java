package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.Untrusted;
import org.apache.avro.Schema;

/** Makes readers of numbers, one for each type that a writer may have chosen. */
final class Numbers {

    private Numbers() {}

    /** Reads a number: NaN where it is null, not finite, or null by its union. */
    interface Reader {
        double read(AvroBytes in) throws BadRecordException;
    }

    /** @param field for errors, which a reader of a type that is no number throws for every record */
    static Reader of(String field, Schema schema) {
        int scale = AvroTypes.decimalScale(schema);
        return switch (schema.getType()) {
            case NULL -> in -> Double.NaN;
            case INT -> AvroBytes::readInt;
            case LONG -> AvroBytes::readLong;
            case FLOAT -> in -> finite(in.readFloat());
            case DOUBLE -> in -> finite(in.readDouble());
            case BYTES, FIXED ->
                scale < 0
                        ? mismatch(field, "a number", schema)
                        : in -> finite(Decimals.read(field, schema, scale, in).doubleValue());
            case UNION -> {
                Reader[] branches =
                        schema.getTypes().stream().map(s -> of(field, s)).toArray(Reader[]::new);
                yield in -> branches[in.readIndex("union branch", branches.length)].read(in);
            }
            case BOOLEAN, STRING, ENUM, ARRAY, MAP, RECORD -> mismatch(field, "a number", schema);
        };
    }

    /** Reads 1 for true, 0 for false. */
    static Reader ofBoolean(String field, Schema schema) {
        return switch (schema.getType()) {
            case NULL -> in -> Double.NaN;
            case BOOLEAN -> in -> in.readBoolean() ? 1 : 0;
            case INT, LONG, FLOAT, DOUBLE -> {
                Reader number = of(field, schema);
                yield in -> zeroOrOne(field, number.read(in));
            }
            case STRING -> in -> trueOrFalse(field, in.readString());
            case UNION -> {
                Reader[] branches =
                        schema.getTypes().stream().map(s -> ofBoolean(field, s)).toArray(Reader[]::new);
                yield in -> branches[in.readIndex("union branch", branches.length)].read(in);
            }
            case BYTES, FIXED, ENUM, ARRAY, MAP, RECORD -> mismatch(field, "true or false", schema);
        };
    }

    static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static double zeroOrOne(String field, double value) throws BadRecordException {
        if (value == 0 || value == 1 || Double.isNaN(value)) {
            return value;
        }
        throw new BadRecordException(field, "true or false", "number " + value);
    }

    private static double trueOrFalse(String field, String text) throws BadRecordException {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true") ? 1 : 0;
        }
        throw new BadRecordException(field, "true or false", "string \"" + Untrusted.brief(text) + "\"");
    }

    private static Reader mismatch(String field, String expected, Schema schema) {
        String got = AvroTypes.describe(schema);
        return in -> {
            throw new BadRecordException(field, expected, got);
        };
    }
}
