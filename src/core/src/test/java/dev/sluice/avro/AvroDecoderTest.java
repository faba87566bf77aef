package dev.sluice.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {

    private final AvroRecords records = new AvroRecords();

    private static String record(String fields) {
        return "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\": \"" + name + "\", \"type\": " + type + "}";
    }

    private byte[] one(String type, Object value) throws BadRecordException {
        int id = records.add(record(field("x", type)));
        GenericData.Record record = new GenericData.Record(records.schema(id));
        record.put("x", value);
        return records.write(id, record);
    }

    private Telemetry decode(RecordLayout layout, byte[] value) throws BadRecordException {
        Telemetry telemetry = new Telemetry(layout.features());
        new AvroDecoder(records, layout).decode(value, telemetry);
        return telemetry;
    }

    private double number(String type, Object value) throws BadRecordException {
        return decode(layout(new FeatureSpec("x")), one(type, value)).observation.values[0];
    }

    private String text(String type, Object value) throws BadRecordException {
        return decode(layout(FeatureSpec.categorical("x", 4)), one(type, value)).observation.texts[0];
    }

    private long time(String type, Object value) throws BadRecordException {
        RecordLayout layout = new RecordLayout(List.of(new FeatureSpec("n")), null, "x");
        int id = records.add(record(field("x", type) + "," + field("n", "\"int\"")));
        GenericData.Record record = new GenericData.Record(records.schema(id));
        record.put("x", value);
        record.put("n", 1);
        return decode(layout, records.write(id, record)).timestampOr(-1);
    }

    private static RecordLayout layout(FeatureSpec... features) {
        return new RecordLayout(List.of(features), null, null);
    }

    private static ByteBuffer unscaled(String decimal) {
        return ByteBuffer.wrap(new BigDecimal(decimal).unscaledValue().toByteArray());
    }

    @Test
    void takesANumberOfAnyNumericType() throws BadRecordException {
        assertThat(number("\"int\"", -3)).isEqualTo(-3);
        assertThat(number("\"long\"", 1L << 40)).isEqualTo(1L << 40);
        assertThat(number("\"float\"", 0.5f)).isEqualTo(0.5);
        assertThat(number("\"double\"", 1e-9)).isEqualTo(1e-9);
        assertThat(number("[\"null\", \"int\", \"double\"]", 2.5)).isEqualTo(2.5);
        assertThat(number("[\"null\", \"int\", \"double\"]", 2)).isEqualTo(2);
        assertThat(number(
                        "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}",
                        unscaled("-12.34")))
                .isEqualTo(-12.34);
    }

    @Test
    void whatIsNullOrNotFiniteIsMissing() throws BadRecordException {
        int id = records.add(record(
                field("x", "[\"null\", \"double\"]") + "," + field("y", "\"float\"") + "," + field("z", "\"int\"")));
        GenericData.Record record = new GenericData.Record(records.schema(id));
        record.put("y", Float.NaN);
        record.put("z", 7);

        Telemetry telemetry = decode(
                layout(new FeatureSpec("x"), new FeatureSpec("y"), new FeatureSpec("z"), new FeatureSpec("gone")),
                records.write(id, record));

        assertThat(telemetry.observation.values).containsExactly(Double.NaN, Double.NaN, 7, Double.NaN);
        assertThat(telemetry.present()).isEqualTo(1);
    }

    @Test
    void aRecordThatLacksTooMuchIsBad() throws BadRecordException {
        RecordLayout layout = new RecordLayout(
                List.of(new FeatureSpec("x"), new FeatureSpec("y"), new FeatureSpec("z")), null, null, 0.5);
        byte[] value = one("\"int\"", 1);

        assertThatThrownBy(() -> decode(layout, value))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("2 missing");
    }

    @Test
    void findsAFieldByItsAlias() throws BadRecordException {
        int id = records.add(
                record("{\"name\": \"temperature\", \"aliases\": [\"old\", \"temp\"], \"type\": \"double\"},"
                        + "{\"name\": \"old\", \"type\": \"double\"}"));
        GenericData.Record record = new GenericData.Record(records.schema(id));
        record.put("temperature", 20.5);
        record.put("old", 1.5);

        Telemetry telemetry =
                decode(layout(new FeatureSpec("temp"), new FeatureSpec("old")), records.write(id, record));

        assertThat(telemetry.observation.values).containsExactly(20.5, 1.5);
    }

    @Test
    void reachesIntoRecordsAndMapsByDottedPaths() throws BadRecordException {
        int id = records.add(record(field(
                        "sensor",
                        "[\"null\", {\"type\": \"record\", \"name\": \"S\", \"fields\": [" + field("id", "\"string\"")
                                + "," + field("temp", "\"float\"") + "]}]")
                + "," + field("readings", "{\"type\": \"map\", \"values\": [\"double\", \"string\"]}")));
        Schema schema = records.schema(id);
        GenericData.Record sensor = new GenericData.Record(
                schema.getField("sensor").schema().getTypes().get(1));
        sensor.put("id", "s-1");
        sensor.put("temp", 3.5f);
        GenericData.Record record = new GenericData.Record(schema);
        record.put("sensor", sensor);
        record.put("readings", Map.of("flow", 1.25, "note", "x", "a.b", 4.0));
        RecordLayout layout = new RecordLayout(
                List.of(
                        new FeatureSpec("sensor.temp"),
                        new FeatureSpec("readings.flow"),
                        new FeatureSpec("readings.a.b")),
                "sensor.id",
                null);

        Telemetry telemetry = decode(layout, records.write(id, record));

        assertThat(telemetry.observation.values).containsExactly(3.5, 1.25, 4.0);
        assertThat(telemetry.entity()).isEqualTo("s-1");
    }

    @Test
    void anEnumAndWhateverCanBeWrittenIsAText() throws BadRecordException {
        String mode = "{\"type\": \"enum\", \"name\": \"M\", \"symbols\": [\"ON\", \"OFF\"]}";
        assertThat(text(mode, new GenericData.EnumSymbol(new Schema.Parser().parse(mode), "OFF")))
                .isEqualTo("OFF");
        assertThat(text("\"string\"", "pümp 🌡")).isEqualTo("pümp 🌡");
        assertThat(text("\"long\"", 7L)).isEqualTo("7");
        assertThat(text("\"double\"", 7.0)).isEqualTo("7");
        assertThat(text("\"boolean\"", true)).isEqualTo("true");
    }

    @Test
    void readsTheRecordsTimeByItsUnit() throws BadRecordException {
        long millis = 1_700_000_000_123L;
        assertThat(time("{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}", millis))
                .isEqualTo(millis);
        assertThat(time("{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}", millis * 1_000 + 999))
                .isEqualTo(millis);
        assertThat(time("{\"type\": \"long\", \"logicalType\": \"local-timestamp-nanos\"}", millis * 1_000_000))
                .isEqualTo(millis);
        assertThat(time("{\"type\": \"int\", \"logicalType\": \"date\"}", 20_000))
                .isEqualTo(20_000L * 86_400_000);
        assertThat(time("\"long\"", millis)).isEqualTo(millis);
        assertThat(time("\"double\"", 1_700_000_000.5)).isEqualTo(1_700_000_000_500L);
        assertThat(time("\"string\"", "2024-05-06T07:08:09Z")).isEqualTo(1_714_979_289_000L);
        assertThat(time("[\"null\", \"long\"]", null)).isEqualTo(-1);
        assertThatThrownBy(() -> time("{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}", -1L))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("x: expected a time since 1970: seconds or milliseconds since the epoch, ISO-8601, or"
                        + " yyyy-MM-dd HH:mm:ss, got -1 ms");
    }

    @Test
    void readsAnArrayFlatOrNested() throws BadRecordException {
        FeatureSpec image = FeatureSpec.array("x", List.of(2, 3));
        String flat = "{\"type\": \"array\", \"items\": \"float\"}";
        String nested = "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": [\"int\", \"double\"]}}";

        assertThat(decode(layout(image), one(flat, List.of(1f, 2f, 3f, 4f, 5f, 6f))).observation.values)
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(decode(layout(image), one(nested, List.of(List.of(1, 2, 3), List.of(4, 5.5, 6)))).observation.values)
                .containsExactly(1, 2, 3, 4, 5.5, 6);
        assertBadArray(image, flat, List.of(1f, 2f), "got 2");
        assertBadArray(image, flat, List.of(1f, 2f, 3f, 4f, 5f, 6f, 7f), "got more than 6");
        assertBadArray(image, flat, List.of(1f, 2f, Float.NaN, 4f, 5f, 6f), "a finite number at element 2");
        assertBadArray(image, nested, List.of(List.of(1, 2, 3)), "got 1 rows in dimension 0");
        assertBadArray(image, "\"string\"", "1 2 3 4 5 6", "got a string in Avro");
    }

    private void assertBadArray(FeatureSpec image, String type, Object value, String message) {
        assertThatThrownBy(() -> decode(layout(image), one(type, value)))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("x: expected ")
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichFieldIsOfTheWrongType() {
        assertThatThrownBy(() -> number("\"string\"", "warm"))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("x: expected a number, got a string in Avro");
        assertThatThrownBy(() -> number("[\"double\", \"string\"]", "warm"))
                .hasMessage("x: expected a number, got a string in Avro");
    }

    @Test
    void saysWhatIsNoAvroOfItsSchema() throws BadRecordException {
        byte[] good = one("\"double\"", 1.5);
        byte[] unframed = good.clone();
        unframed[0] = '{';
        byte[] unknown = good.clone();
        unknown[1] = 9;

        assertBad(null, "got null");
        assertBad(new byte[] {0, 0, 0}, "got 3 bytes");
        assertBad(unframed, "got a first byte 0x7B");
        assertBad(unknown, "got unknown schema id 150994945");
        assertBad(
                Arrays.copyOf(good, good.length - 1),
                "expected Avro of schema id 1, got data that is cut off at byte 12");
        assertBad(Arrays.copyOf(good, good.length + 2), "got 2 bytes more, from byte 13");
        int text = records.add("\"string\"");
        assertBad(records.write(text, "abc"), "expected an Avro record, got schema id 2, which is of a string in Avro");
    }

    private void assertBad(byte[] value, String message) {
        assertThatThrownBy(() -> decode(layout(new FeatureSpec("x")), value))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aCountOfAnythingIsNoReasonToWorkOrToAllocate() throws BadRecordException {
        String nulls = record(field("n", "{\"type\": \"array\", \"items\": \"null\"}") + "," + field("x", "\"int\""));
        int id = records.add(nulls);
        // A block of 2^62 nulls, which take no bytes.
        byte[] value = concat(WireFormat.header(id), 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01);

        assertBad(value, "got more than 10000 elements of no bytes");
        byte[] longText =
                concat(WireFormat.header(records.add(record(field("x", "\"string\"")))), 0xFE, 0xFF, 0xFF, 0x0F);
        assertThatThrownBy(() -> decode(layout(FeatureSpec.text("x", 4)), longText))
                .hasMessageContaining("cut off at byte 9");
    }

    private static byte[] concat(byte[] header, int... more) {
        byte[] bytes = Arrays.copyOf(header, header.length + more.length);
        for (int i = 0; i < more.length; i++) {
            bytes[header.length + i] = (byte) more[i];
        }
        return bytes;
    }

    @Test
    void aRecursiveTypeEndsSomewhere() throws BadRecordException {
        int id = records.add(record(field("next", "[\"null\", \"R\"]") + "," + field("x", "\"int\"")));
        byte[] deep = new byte[10_000];
        Arrays.fill(deep, (byte) 2);
        System.arraycopy(WireFormat.header(id), 0, deep, 0, WireFormat.HEADER);

        assertBad(deep, "got more than 256 levels");
        GenericData.Record inner = new GenericData.Record(records.schema(id));
        inner.put("x", 1);
        GenericData.Record outer = new GenericData.Record(records.schema(id));
        outer.put("next", inner);
        outer.put("x", 2);
        assertThat(decode(layout(new FeatureSpec("x")), records.write(id, outer)).observation.values)
                .containsExactly(2);
    }
}
