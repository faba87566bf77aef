package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.EpochMillis;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;

/** Makes the steps that read the field that holds a record's time, by its logical type where it has one. */
final class Times {

    private Times() {}

    static Step of(String field, Schema schema) {
        return switch (schema.getType()) {
            case NULL -> (in, into) -> {};
            case INT ->
                AvroTypes.logical(schema).equals("date")
                        ? (in, into) ->
                                into.timestamp(EpochMillis.ofMillis(field, TimeUnit.DAYS.toMillis(in.readInt())))
                        : (in, into) -> into.timestamp(EpochMillis.ofNumber(field, in.readInt()));
            case LONG -> {
                long unit = perMilli(schema);
                yield unit == 0
                        ? (in, into) -> into.timestamp(EpochMillis.ofNumber(field, (double) in.readLong()))
                        : (in, into) -> into.timestamp(EpochMillis.ofMillis(field, Math.floorDiv(in.readLong(), unit)));
            }
            case FLOAT, DOUBLE -> {
                Numbers.Reader number = Numbers.of(field, schema);
                yield (in, into) -> {
                    double value = number.read(in);
                    if (!Double.isNaN(value)) {
                        into.timestamp(EpochMillis.ofNumber(field, value));
                    }
                };
            }
            case STRING -> (in, into) -> into.timestamp(EpochMillis.ofText(field, in.readString()));
            case UNION ->
                Skips.union(schema.getTypes().stream().map(s -> of(field, s)).toArray(Step[]::new));
            case BOOLEAN, BYTES, FIXED, ENUM, ARRAY, MAP, RECORD -> {
                String got = AvroTypes.describe(schema);
                yield (in, into) -> {
                    throw new BadRecordException(field, EpochMillis.EXPECTED, got);
                };
            }
        };
    }

    /** How many of the schema's units make a millisecond; 0 where it is a plain number. */
    static long perMilli(Schema schema) {
        return switch (AvroTypes.logical(schema)) {
            case "timestamp-millis", "local-timestamp-millis" -> 1;
            case "timestamp-micros", "local-timestamp-micros" -> 1_000;
            case "timestamp-nanos", "local-timestamp-nanos" -> 1_000_000;
            default -> 0;
        };
    }
}
