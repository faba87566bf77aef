package dev.sluice.record;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.util.List;

/** Whatever the bytes, CSV ends in telemetry or in a bad record. */
class CsvFuzzTest {

    private static final Allowance ALLOWANCE = new Allowance(64 << 10, 200);

    private static final List<String> COLUMNS = List.of("at", "host", "flow", "on", "wave", "p0", "p1", "state");
    private static final List<FeatureSpec> FEATURES = List.of(
            new FeatureSpec("flow"),
            FeatureSpec.bool("on"),
            FeatureSpec.array("wave", List.of(3)),
            FeatureSpec.array("p", List.of(2)),
            FeatureSpec.categorical("state", 4));

    private final RecordDecoder decoder = new CsvDecoder(COLUMNS, ',', new RecordLayout(FEATURES, "host", "at"));
    private final FieldReader fields = new CsvFieldReader(COLUMNS, ',');
    private final Telemetry telemetry = new Telemetry(FEATURES);

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void decodes(byte[] value) {
        Hostile.read(value, ALLOWANCE, BadRecordException.class, () -> {
            decoder.decode(value, telemetry);
            Telemetries.requireSound(telemetry);
        });
        Hostile.read(value, ALLOWANCE, BadRecordException.class, () -> fields.read(value));
    }
}
