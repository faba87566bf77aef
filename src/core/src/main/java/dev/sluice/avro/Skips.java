package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.Telemetry;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/** Makes the steps that pass over a value without keeping anything. One for each named type, so recursion ends. */
final class Skips {

    private final IdentityHashMap<Schema, SkipRecord> records = new IdentityHashMap<>();

    /** A number of bytes that is the same for every value. */
    private record SkipFixed(int size) implements Step {
        @Override
        public void run(AvroBytes in, Telemetry into) throws BadRecordException {
            in.skip(size);
        }
    }

    /** All fields of a record, known once its own type is. */
    private static final class SkipRecord implements Step {
        private Step[] fields = {};

        @Override
        public void run(AvroBytes in, Telemetry into) throws BadRecordException {
            in.enter();
            for (Step field : fields) {
                field.run(in, into);
            }
            in.leave();
        }
    }

    Step of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> new SkipFixed(0);
            case BOOLEAN -> new SkipFixed(1);
            case FLOAT -> new SkipFixed(Float.BYTES);
            case DOUBLE -> new SkipFixed(Double.BYTES);
            case FIXED -> new SkipFixed(schema.getFixedSize());
            case INT, LONG, ENUM -> (in, into) -> in.readLong();
            case BYTES, STRING -> (in, into) -> in.skip(in.readLength());
            case ARRAY -> blocks(of(schema.getElementType()));
            case MAP -> {
                Step value = of(schema.getValueType());
                yield blocks((in, into) -> {
                    in.skip(in.readLength());
                    value.run(in, into);
                });
            }
            case UNION -> union(schema.getTypes().stream().map(this::of).toArray(Step[]::new));
            case RECORD -> record(schema);
        };
    }

    private Step record(Schema schema) {
        SkipRecord known = records.get(schema);
        if (known != null) {
            return known;
        }
        SkipRecord skip = new SkipRecord();
        records.put(schema, skip);
        List<Schema.Field> fields = schema.getFields();
        skip.fields = fields.stream().map(f -> of(f.schema())).toArray(Step[]::new);
        return skip;
    }

    static Step union(Step[] branches) {
        return (in, into) -> branches[in.readIndex("union branch", branches.length)].run(in, into);
    }

    /** The blocks of an array or map; one that says its size is passed over as a whole. */
    private static Step blocks(Step element) {
        return (in, into) -> {
            in.enter();
            for (long count = in.readLong(); count != 0; count = in.readLong()) {
                if (count < 0) {
                    in.skip(in.readLong());
                    continue;
                }
                for (long i = 0; i < count; i++) {
                    int from = in.position();
                    element.run(in, into);
                    if (in.position() == from) {
                        in.countEmpty();
                    }
                }
            }
            in.leave();
        };
    }
}
