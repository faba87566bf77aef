package dev.sluice.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetries;
import dev.sluice.record.Telemetry;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, Avro ends in telemetry or in a bad record, and what it becomes as text is bounded. */
class AvroFuzzTest {

    private static final Allowance DECODER = new Allowance(64 << 10, 200);
    private static final Allowance TEXT = new Allowance(8 << 20, 4_000);

    private static final String SCHEMA = """
            {"type": "record", "name": "Telemetry", "fields": [
              {"name": "host", "type": ["null", "string"]},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "flow", "type": ["null", "double", "string"]},
              {"name": "a", "type": {"type": "record", "name": "A", "fields": [
                {"name": "temp", "type": "float"},
                {"name": "next", "type": ["null", "A"]}]}},
              {"name": "on", "type": "boolean"},
              {"name": "wave", "type": {"type": "array", "items": ["int", "null"]}},
              {"name": "nothing", "type": {"type": "array", "items": "null"}},
              {"name": "tags", "type": {"type": "map", "values": "long"}},
              {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["up", "down"]}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "id", "type": {"type": "fixed", "name": "Id", "size": 4}}]}""";

    private static final List<FeatureSpec> FEATURES = List.of(
            new FeatureSpec("flow"),
            new FeatureSpec("a.temp"),
            new FeatureSpec("tags.x"),
            new FeatureSpec("price"),
            FeatureSpec.bool("on"),
            FeatureSpec.array("wave", List.of(3)),
            FeatureSpec.categorical("state", 4));

    private final AvroRecords schemas = new AvroRecords();
    private final int id = schemas.add(SCHEMA);
    private final RecordDecoder decoder = new AvroDecoder(schemas, new RecordLayout(FEATURES, "host", "at"));
    private final AvroJson text = new AvroJson(schemas);
    private final Telemetry telemetry = new Telemetry(FEATURES);

    /** A fuzzer that begins with nothing but bad records does not get far. */
    @Test
    void theCorpusHoldsRecordsThatAreGood() throws Exception {
        for (String name : List.of("full", "nulls")) {
            try (InputStream in = getClass().getResourceAsStream("AvroFuzzTestInputs/decodes/" + name)) {
                decoder.decode(framed(in.readAllBytes()), telemetry);
            }
            assertThat(telemetry.present()).as(name).isGreaterThanOrEqualTo(name.equals("full") ? 6 : 3);
        }
    }

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void decodes(byte[] body) {
        byte[] value = framed(body);
        Hostile.read(value, DECODER, BadRecordException.class, () -> {
            decoder.decode(value, telemetry);
            Telemetries.requireSound(telemetry);
        });
        Hostile.read(value, TEXT, BadRecordException.class, () -> text.of(value));
    }

    private byte[] framed(byte[] body) {
        byte[] header = WireFormat.header(id);
        byte[] value = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, value, header.length, body.length);
        return value;
    }
}
