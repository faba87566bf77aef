package dev.sluice.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.avro.AvroCutter;
import dev.sluice.avro.WireFormat;
import dev.sluice.codec.Bound;
import dev.sluice.codec.CodecFit;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.Records;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.packed.Original.Attachment;
import dev.sluice.record.RecordLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class PackedRoundTripTest {

    private static final byte[] PUMP = utf8("pump-1");
    private static final long TIME = 1_760_000_000_000L;
    private static final List<FeatureSpec> FEATURES = List.of(
            new FeatureSpec("temp"),
            new FeatureSpec("motor.rpm"),
            FeatureSpec.categorical("state", 4),
            FeatureSpec.array("axes", List.of(2)));
    private static final RecordLayout KEYED = new RecordLayout(FEATURES, null, null);
    private static final RecordLayout IN_FIELDS = new RecordLayout(FEATURES, "pump", "at");

    private static final CodecState STATE = state(Bound.relative(0.01));

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Temperatures are reals, revolutions whole, axes floats. */
    private static double[][] rows(int count, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][];
        double level = 0;
        for (int r = 0; r < count; r++) {
            level = 0.98 * level + 0.2 * random.nextGaussian();
            rows[r] = new double[] {
                20 + 3.1 * level + 0.0123456789 * random.nextGaussian(),
                Math.rint(1500 + 100 * level),
                (float) (0.5 * level),
                (float) random.nextGaussian()
            };
        }
        return rows;
    }

    private static CodecState state(Bound bound) {
        return CodecFit.fit(7, Records.complete(null, rows(2_000, 1)), List.of(bound, bound, bound, bound), null);
    }

    private static Packing packing(CodecState state, List<byte[]> known, List<String> leftOut) throws PackedException {
        return Packing.of(new NumberFields(FEATURES, PackedNumbers.of(FEATURES), state, leftOut), state, TIME, known);
    }

    private static List<Original> originals(IntFunction<byte[]> values, int count) {
        List<Original> originals = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            originals.add(new Original(1_000_000L + 3L * r, TIME + 1_000L * r, PUMP, values.apply(r), List.of()));
        }
        return originals;
    }

    private static String json(double[] row, int r) {
        return String.format(
                Locale.ROOT,
                "{\"temp\": %s, \"motor\":{\"rpm\":%.0f,\"id\":%d}, \"state\":\"%s\", \"axes\":[%s, %s]}",
                row[0],
                row[1],
                12345678901234567L,
                r / 40 % 2 == 0 ? "ON" : "ÖFF \\\"x\\\"",
                row[2],
                row[3]);
    }

    /** Packs, unpacks and compares; returns the bytes of the message. */
    private static int require(Packing packing, Cutter cutter, List<Original> records) throws PackedException {
        byte[] message = new Packer(packing, cutter).pack(PUMP, records);
        assertThat(Unpacker.version(message)).isEqualTo(packing.state().version());
        List<Original> unpacked = new Unpacker(packing).unpack(PUMP, message);
        Comparison comparison = new Comparison(packing, cutter);
        assertThat(unpacked).hasSameSizeAs(records);
        for (int r = 0; r < records.size(); r++) {
            assertThat(comparison.compare(PUMP, records.get(r), unpacked.get(r)))
                    .as(
                            "%s for %s",
                            new String(unpacked.get(r).value(), StandardCharsets.UTF_8),
                            new String(records.get(r).value(), StandardCharsets.UTF_8))
                    .isNull();
        }
        return message.length;
    }

    @Test
    void jsonComesBackWithItsNumbersWithinTheirBoundsAndAllElseTheSame() throws PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        Cutter cutter = new JsonCutter(KEYED, packing.fields());
        double[][] rows = rows(128, 2);
        List<Original> records = originals(r -> utf8(json(rows[r], r)), 128);
        assertThat(require(packing, cutter, records)).isLessThan(128 * 6);
        for (Original record : records) {
            require(packing, cutter, List.of(record));
        }
    }

    @Test
    void whatIsAsARuleTakesNoBytesBesideTheNumbers() throws PackedException {
        Packing untold = packing(STATE, List.of(), List.of());
        Cutter cutter = new JsonCutter(KEYED, untold.fields());
        double[][] rows = rows(200, 3);
        TemplateSurvey survey = new TemplateSurvey(untold.fields(), cutter);
        for (int r = 0; r < 100; r++) {
            survey.add(PUMP, utf8(json(rows[r], 0)));
        }
        Packing told = packing(STATE, survey.known(), List.of());
        Original usual = originals(r -> utf8(json(rows[150], 0)), 1).get(0);
        Original unusual = originals(r -> utf8(json(rows[150], 40)), 1).get(0);
        Packer packer = new Packer(told, cutter);
        assertThat(packer.pack(PUMP, List.of(usual))).hasSize(packer.frameBytes());
        assertThat(packer.pack(PUMP, List.of(unusual)).length).isLessThan(packer.frameBytes() + 30);
        require(told, cutter, List.of(usual));
        require(told, cutter, List.of(unusual, usual));
    }

    @Test
    void strangeJsonIsKept() throws PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        Cutter cutter = new JsonCutter(KEYED, packing.fields());
        List<String> strange = List.of(
                "{\"temp\":1e3}",
                "{\"temp\":-0.0,\"motor\":{\"rpm\":1.5}}",
                "{\"temp\":1e999}",
                "{\"temp\":NaN,\"motor.rpm\":Infinity}",
                "{\"temp\":null,\"motor\":null}",
                "{\"temp\":20.5,\"temp\":21.5}",
                "{\"temp\":123456789012345678901234567890}",
                "{\"temp\":0.1000000000000000055511151231257827}",
                "{\"axes\":[1,2,3],\"temp\":2}",
                "{\"axes\":[[1],[2]],\"temp\":\"3\"}",
                "{\"axes\":[null,true],\"t\\u0065mp\":3}",
                "{\"a\":{\"b\":[1,{\"temp\":2}]},\"temp\":3,\"c\":\"]}\"}",
                "  { \"temp\" : 3 \n, \"axes\" : [ 1.0 ,\t2 ] } \n",
                "{\"motor\":{\"rpm\":2147483648}}",
                "{}");
        for (String value : strange) {
            require(packing, cutter, originals(r -> utf8(value), 1));
        }
        require(packing, cutter, originals(r -> utf8(strange.get(r)), strange.size()));
    }

    @Test
    void entityAndTimeInFieldsTakeNoBytesOfTheirOwn() throws PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        Cutter cutter = new JsonCutter(IN_FIELDS, packing.fields());
        double[][] rows = rows(100, 4);
        List<String> forms = List.of(
                "\"2026-11-30T12:%02d:%02d.250Z\"",
                "\"2026-11-30 12:%02d:%02d\"",
                "\"2026-11-30T12:%02d:%02d.123000+00:00\"",
                "17600%02d%02d000",
                "17600%02d%02d0",
                "\"2026-11-30T12:%02d:%02d.123456Z\"",
                "\"30.11.2026 12:%02d:%02d\"");
        int[] sizes = new int[forms.size()];
        for (int f = 0; f < sizes.length; f++) {
            String form = forms.get(f);
            sizes[f] = require(
                    packing,
                    cutter,
                    originals(
                            r -> utf8("{\"pump\":\"pump-1\",\"at\":" + String.format(form, r / 60, r % 60)
                                    + ",\"temp\":" + rows[r][0] + "}"),
                            100));
        }
        // The last two are forms that are not made again: they are kept as they are.
        for (int f = 0; f < 5; f++) {
            assertThat(sizes[f]).as(forms.get(f)).isLessThan(sizes[5]);
        }
    }

    @Test
    void keysHeadersAndRecordsWithoutAnEntityAreKept() throws PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        Packer packer = new Packer(packing, new JsonCutter(KEYED, packing.fields()));
        byte[] value = utf8("{\"temp\":20.5}");
        List<Attachment> headers = List.of(
                new Attachment("trace", utf8("abc")), new Attachment("ö", null), new Attachment("", new byte[0]));
        List<Original> records = List.of(
                new Original(5, TIME, utf8("other"), value, headers),
                new Original(6, TIME - 5_000, null, value, List.of()),
                new Original(7, 0, new byte[0], value, headers));
        for (byte[] entity : new byte[][] {PUMP, null}) {
            List<Original> unpacked = new Unpacker(packing).unpack(entity, packer.pack(entity, records));
            for (int r = 0; r < records.size(); r++) {
                assertThat(unpacked.get(r).key()).isEqualTo(records.get(r).key());
                assertThat(unpacked.get(r).offset()).isEqualTo(records.get(r).offset());
                assertThat(unpacked.get(r).timestamp()).isEqualTo(records.get(r).timestamp());
                assertThat(unpacked.get(r).headers())
                        .usingRecursiveComparison()
                        .isEqualTo(records.get(r).headers());
            }
        }
    }

    @Test
    void whatIsLeftOutComesBackEmpty() throws PackedException {
        Packing packing = packing(state(Bound.EXACT), List.of(), List.of("temp", "axes"));
        Cutter json = new JsonCutter(KEYED, packing.fields());
        assertThat(backAndForth(packing, json, "{\"temp\":20.5,\"motor\":{\"rpm\":1500},\"axes\":[1,2]}"))
                .isEqualTo("{\"temp\":null,\"motor\":{\"rpm\":1500},\"axes\":null}");
        Cutter csv = new CsvCutter(List.of("temp", "motor.rpm", "state", "axes"), ';', KEYED, packing.fields());
        assertThat(backAndForth(packing, csv, "20.5;1500;ON;1 2")).isEqualTo(";1500;ON;");
    }

    private static String backAndForth(Packing packing, Cutter cutter, String value) throws PackedException {
        List<Original> records = originals(r -> utf8(value), 1);
        byte[] message = new Packer(packing, cutter).pack(PUMP, records);
        return new String(new Unpacker(packing).unpack(PUMP, message).get(0).value(), StandardCharsets.UTF_8);
    }

    @Test
    void exactIsTheSameNumberHoweverItIsWritten() throws PackedException {
        Packing packing = packing(state(Bound.EXACT), List.of(), List.of());
        Cutter cutter = new JsonCutter(KEYED, packing.fields());
        assertThat(backAndForth(packing, cutter, "{\"temp\":20.50,\"motor\":{\"rpm\":1500},\"axes\":[0.1,3e2]}"))
                .isEqualTo("{\"temp\":20.5,\"motor\":{\"rpm\":1500},\"axes\":[0.1,300.0]}");
        double[][] rows = rows(100, 9);
        require(packing, cutter, originals(r -> utf8(json(rows[r], r)), 100));
    }

    @Test
    void csvComesBack() throws PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        List<String> columns = List.of("at", "pump", "temp", "note", "motor.rpm", "axes_0", "axes_1", "state");
        Cutter cutter = new CsvCutter(columns, ',', IN_FIELDS, packing.fields());
        double[][] rows = rows(128, 5);
        int bytes = require(
                packing,
                cutter,
                originals(
                        r -> utf8(String.format(
                                Locale.ROOT,
                                "2026-11-30T12:%02d:%02dZ,pump-1, %s ,\"a, \"\"b\"\"\",%.0f,%s,%s,ON\r\n",
                                r / 60,
                                r % 60,
                                rows[r][0],
                                rows[r][1],
                                rows[r][2],
                                rows[r][3])),
                        128));
        assertThat(bytes).isLessThan(128 * 6);
        for (String strange :
                List.of("", ",,,,,,,", "x,y,z", "a,b,nan,c,1,2,3,d", "a,pump-1,\"1\",\"\",,,,", ",,1f,,0x1,,,")) {
            require(packing, cutter, originals(r -> utf8(strange), 1));
        }
    }

    @Test
    void avroComesBackInTheSameBytesButForItsNumbers() throws IOException, PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        Schema motor = SchemaBuilder.record("Motor")
                .fields()
                .requiredInt("rpm")
                .requiredString("id")
                .endRecord();
        Schema schema = SchemaBuilder.record("Pump")
                .fields()
                .requiredString("pump")
                .name("at")
                .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
                .noDefault()
                .optionalDouble("temp")
                .name("motor")
                .type(motor)
                .noDefault()
                .name("axes")
                .type()
                .array()
                .items()
                .floatType()
                .noDefault()
                .optionalString("state")
                .requiredLong("serial")
                .endRecord();
        Cutter cutter = new AvroCutter(id -> schema, IN_FIELDS, packing.fields());
        double[][] rows = rows(128, 6);
        List<byte[]> values = new ArrayList<>();
        for (int r = 0; r < rows.length; r++) {
            GenericRecord inner = new GenericData.Record(motor);
            inner.put("rpm", (int) rows[r][1]);
            inner.put("id", "m");
            GenericRecord record = new GenericData.Record(schema);
            record.put("pump", "pump-1");
            record.put("at", TIME + 1_000L * r - 20);
            record.put(
                    "temp",
                    r % 50 == 49 ? null : r % 50 == 48 ? Double.valueOf(Double.NaN) : Double.valueOf(rows[r][0]));
            record.put("motor", inner);
            record.put("axes", List.of((float) rows[r][2], (float) rows[r][3]));
            record.put("state", r > 100 ? "OFF" : null);
            record.put("serial", Long.MAX_VALUE - r / 20);
            values.add(binary(schema, record));
        }
        assertThat(require(packing, cutter, originals(values::get, 128))).isLessThan(128 * 6);
        for (int r = 40; r < 60; r++) {
            int row = r;
            require(packing, cutter, originals(i -> values.get(row), 1));
        }
        byte[] message = new Packer(packing, cutter).pack(PUMP, originals(values::get, 128));
        assertThat(new Unpacker(packing).unpack(PUMP, message).get(127).value()).hasSameSizeAs(values.get(127));
    }

    private static byte[] binary(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(WireFormat.header(42));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    @Test
    void withoutAModelAllIsKept() throws PackedException {
        List<Original> records = originals(r -> new byte[] {(byte) r, 0, -1}, 20);
        byte[] message = Packer.withoutModel().pack(PUMP, records);
        assertThat(Unpacker.version(message)).isZero();
        List<Original> unpacked = new Unpacker(Packing.NONE).unpack(PUMP, message);
        for (int r = 0; r < 20; r++) {
            assertThat(unpacked.get(r).value()).isEqualTo(records.get(r).value());
            assertThat(unpacked.get(r).timestamp()).isEqualTo(records.get(r).timestamp());
        }
    }

    /** Its odds are no model's, so nothing may ever change them. */
    @Test
    void aMessageWithoutAModelIsReadForEver() throws IOException, PackedException {
        byte[] golden;
        try (InputStream in = getClass().getResourceAsStream("format-1-without-model.message")) {
            golden = in.readAllBytes();
        }
        List<Original> unpacked = new Unpacker(Packing.NONE).unpack(utf8("pump"), golden);
        assertThat(unpacked).hasSize(6);
        assertThat(unpacked.get(5).offset()).isEqualTo(105);
        assertThat(unpacked.get(5).timestamp()).isEqualTo(5_000);
        assertThat(unpacked.get(5).value()).isEqualTo(utf8("{\"a\":1.5,\"b\":2.5,\"s\":\"x\"}"));
        assertThat(unpacked.get(3).headers().get(0).name()).isEqualTo("h");
        assertThat(Packer.withoutModel().pack(utf8("pump"), unpacked)).isEqualTo(golden);
    }

    /** Found by a fuzzer: of a kind that no packer makes without a model. */
    @Test
    void aRecordOfNothingKnownIsNoTroubleWithoutAModel() {
        byte[] message = {0x40, (byte) 0x80, 6, 7};
        assertThatThrownBy(() -> new Unpacker(Packing.NONE).unpack(PUMP, message))
                .isInstanceOf(PackedException.class);
    }

    @Test
    void damagedMessagesAreToldOrRead() throws PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        Cutter cutter = new JsonCutter(IN_FIELDS, packing.fields());
        double[][] rows = rows(30, 7);
        byte[] message = new Packer(packing, cutter)
                .pack(PUMP, originals(r -> utf8("{\"at\":" + (TIME + r) + ",\"temp\":" + rows[r][0] + "}"), 30));
        Random random = new Random(8);
        Unpacker unpacker = new Unpacker(packing);
        int told = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = message.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
            try {
                unpacker.unpack(PUMP, cut);
            } catch (PackedException e) {
                assertThat(e.getMessage()).isNotBlank();
                told++;
            }
        }
        assertThat(told).isGreaterThan(15_000);
    }

    @Test
    void aMessageOfAnotherModelSaysSo() throws PackedException {
        Packing packing = packing(STATE, List.of(), List.of());
        byte[] message = new Packer(packing, new JsonCutter(KEYED, packing.fields()))
                .pack(PUMP, originals(r -> utf8("{\"temp\":1}"), 3));
        assertThatThrownBy(() -> new Unpacker(Packing.NONE).unpack(PUMP, message))
                .isInstanceOf(PackedException.class)
                .hasMessageContaining("version 7");
    }
}
