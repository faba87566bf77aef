package dev.sluice.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Whatever a writer's schema, what is wanted of a record arrives as Avro's own objects have it, and any bytes end well. */
class SchemaEvolutionTest {

    private static final int SCHEMAS = 1_500;
    private static final long SEED = 20_260_202;
    private static final String[] NUMBERS = {"flow", "heat", "s.temp", "s.deep.level"};

    private static final RecordLayout LAYOUT = new RecordLayout(
            List.of(
                    new FeatureSpec("flow"),
                    new FeatureSpec("heat"),
                    new FeatureSpec("s.temp"),
                    new FeatureSpec("s.deep.level"),
                    FeatureSpec.categorical("mode", 4),
                    new FeatureSpec("always")),
            "host",
            null);

    private final Random random = new Random(SEED);
    private final RandomSchemas any = new RandomSchemas(random);

    @Test
    void aRandomSchemaGivesWhatAvrosOwnObjectsHold() throws BadRecordException {
        AvroRecords records = new AvroRecords();
        AvroDecoder decoder = new AvroDecoder(records, LAYOUT);
        Telemetry telemetry = new Telemetry(LAYOUT.features());
        int present = 0;
        for (int n = 0; n < SCHEMAS; n++) {
            int id = records.add(schema());
            GenericRecord record = (GenericRecord) any.value(records.schema(id));

            decoder.decode(records.write(id, record), telemetry);

            for (int f = 0; f < NUMBERS.length; f++) {
                double expected = number(at(record, NUMBERS[f]), schemaAt(record, NUMBERS[f]));
                assertThat(telemetry.observation.values[f])
                        .as("%s of schema %d: %s", NUMBERS[f], n, records.schema(id))
                        .isEqualTo(Double.valueOf(expected));
                present += Double.isNaN(expected) ? 0 : 1;
            }
            assertThat(telemetry.observation.texts[0]).isEqualTo(text(at(record, "mode")));
            assertThat(telemetry.entity()).isEqualTo(text(at(record, "host")));
        }
        assertThat(present).isGreaterThan(SCHEMAS);
    }

    @Test
    void hostileBytesEndInTelemetryOrInABadRecord() throws BadRecordException {
        AvroRecords records = new AvroRecords();
        AvroDecoder decoder = new AvroDecoder(records, LAYOUT);
        AvroJson json = new AvroJson(records);
        Telemetry telemetry = new Telemetry(LAYOUT.features());
        int bad = 0;
        for (int n = 0; n < SCHEMAS; n++) {
            int id = records.add(schema());
            byte[] good = records.write(id, any.value(records.schema(id)));
            json.of(good);
            for (int k = 0; k < 20; k++) {
                byte[] value = mutated(good);
                try {
                    decoder.decode(value, telemetry);
                } catch (BadRecordException e) {
                    bad++;
                    assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
                } catch (RuntimeException | StackOverflowError e) {
                    fail("schema " + records.schema(id) + ", bytes " + Arrays.toString(value), e);
                }
                try {
                    json.of(value);
                } catch (BadRecordException e) {
                    bad++;
                } catch (RuntimeException | StackOverflowError e) {
                    fail("as text: schema " + records.schema(id) + ", bytes " + Arrays.toString(value), e);
                }
            }
        }
        assertThat(bad).isGreaterThan(SCHEMAS);
    }

    private byte[] mutated(byte[] good) {
        byte[] value = good.clone();
        if (random.nextInt(4) == 0) {
            value = Arrays.copyOf(value, random.nextInt(2 * value.length));
        }
        int changes = random.nextInt(4);
        for (int c = 0; c < changes && value.length > WireFormat.HEADER; c++) {
            int at = WireFormat.HEADER + random.nextInt(value.length - WireFormat.HEADER);
            value[at] = (byte) (random.nextBoolean() ? random.nextInt() : 0xFF);
        }
        return value;
    }

    /** Some of what is wanted, under its name or an alias, among fields of any type, in any order. */
    private Schema schema() {
        List<Schema.Field> fields = new ArrayList<>(noise());
        fields.add(new Schema.Field("always", Schema.create(Schema.Type.INT)));
        maybe(fields, "flow", any.number());
        maybe(fields, "heat", any.number());
        maybe(fields, "mode", any.text());
        maybe(fields, "host", any.text());
        List<Schema.Field> inner = new ArrayList<>(noise());
        maybe(inner, "temp", any.number());
        List<Schema.Field> deepest = new ArrayList<>(noise());
        maybe(deepest, "level", any.number());
        maybe(inner, "deep", nullable(record(deepest)));
        maybe(fields, "s", nullable(record(inner)));
        return record(fields);
    }

    private Schema nullable(Schema schema) {
        return random.nextBoolean() ? schema : Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private List<Schema.Field> noise() {
        List<Schema.Field> fields = new ArrayList<>();
        for (int f = random.nextInt(4); f > 0; f--) {
            fields.add(new Schema.Field(any.name("x"), any.any(3)));
        }
        return fields;
    }

    private void maybe(List<Schema.Field> fields, String name, Schema type) {
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> {
                Schema.Field renamed = new Schema.Field(any.name("y"), type);
                renamed.addAlias(name);
                fields.add(renamed);
            }
            default -> fields.add(new Schema.Field(name, type));
        }
    }

    private Schema record(List<Schema.Field> fields) {
        Collections.shuffle(fields, random);
        return Schema.createRecord(any.name("R"), null, null, false, fields);
    }

    private static Schema.Field fieldOf(GenericRecord record, String name) {
        return record.getSchema().getFields().stream()
                .filter(f -> f.name().equals(name) || f.aliases().contains(name))
                .findFirst()
                .orElse(null);
    }

    private static Object at(GenericRecord record, String path) {
        int dot = path.indexOf('.');
        Schema.Field field = fieldOf(record, dot < 0 ? path : path.substring(0, dot));
        Object value = field == null ? null : record.get(field.pos());
        if (dot < 0 || value == null) {
            return value;
        }
        return at((GenericRecord) value, path.substring(dot + 1));
    }

    private static Schema schemaAt(GenericRecord record, String path) {
        int dot = path.indexOf('.');
        Schema.Field field = fieldOf(record, dot < 0 ? path : path.substring(0, dot));
        if (field == null || dot < 0) {
            return field == null ? null : field.schema();
        }
        Object value = record.get(field.pos());
        return value == null ? null : schemaAt((GenericData.Record) value, path.substring(dot + 1));
    }

    private static double number(Object value, Schema schema) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return new BigDecimal(new BigInteger(bytes), AvroTypes.decimalScale(schema)).doubleValue();
        }
        double number = ((Number) value).doubleValue();
        return Double.isFinite(number) ? number : Double.NaN;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
