package dev.sluice.avro;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Schemas and records of any shape, from a seed. */
final class RandomSchemas {

    private static final Schema NULL = Schema.create(Schema.Type.NULL);

    private final Random random;
    private int names;

    RandomSchemas(Random random) {
        this.random = random;
    }

    /** A type that a number may be of, nullable or not. */
    Schema number() {
        Schema type = Schema.create(pick(Schema.Type.INT, Schema.Type.LONG, Schema.Type.FLOAT, Schema.Type.DOUBLE));
        return switch (random.nextInt(4)) {
            case 0 -> Schema.createUnion(NULL, type);
            case 1 -> Schema.createUnion(type, NULL);
            case 2 -> LogicalTypes.decimal(18, 3).addToSchema(Schema.create(Schema.Type.BYTES));
            default -> type;
        };
    }

    Schema text() {
        return switch (random.nextInt(3)) {
            case 0 -> Schema.createUnion(NULL, Schema.create(Schema.Type.STRING));
            case 1 -> Schema.createEnum(name("E"), null, null, List.of("A", "B", "C"));
            default -> Schema.create(Schema.Type.STRING);
        };
    }

    /** Anything at all. */
    Schema any(int depth) {
        int kinds = depth <= 0 ? 9 : 13;
        return switch (random.nextInt(kinds)) {
            case 0 -> NULL;
            case 1 -> Schema.create(Schema.Type.BOOLEAN);
            case 2 -> Schema.create(Schema.Type.BYTES);
            case 3 -> Schema.createFixed(name("F"), null, null, random.nextInt(20));
            case 4, 5 -> number();
            case 6, 7 -> text();
            case 8 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case 9 -> Schema.createArray(any(depth - 1));
            case 10 -> Schema.createMap(any(depth - 1));
            case 11 -> Schema.createUnion(NULL, record(depth - 1), Schema.create(Schema.Type.STRING));
            default -> record(depth - 1);
        };
    }

    private Schema record(int depth) {
        List<Schema.Field> fields = new ArrayList<>();
        int count = random.nextInt(4);
        for (int f = 0; f < count; f++) {
            fields.add(new Schema.Field(name("f"), any(depth)));
        }
        return Schema.createRecord(name("R"), null, null, false, fields);
    }

    String name(String prefix) {
        return prefix + names++;
    }

    /** A value of that type. */
    Object value(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
            case DOUBLE -> random.nextInt(10) == 0 ? Double.POSITIVE_INFINITY : random.nextGaussian();
            case STRING -> "text ü " + random.nextInt(5);
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case BYTES -> ByteBuffer.wrap(BigInteger.valueOf(random.nextInt()).toByteArray());
            case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(schema.getElementType()));
                }
                yield elements;
            }
            case MAP -> {
                Map<String, Object> entries = new HashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put("k" + i, value(schema.getValueType()));
                }
                yield entries;
            }
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                schema.getFields().forEach(f -> record.put(f.pos(), value(f.schema())));
                yield record;
            }
        };
    }

    private Schema.Type pick(Schema.Type... types) {
        return types[random.nextInt(types.length)];
    }
}
