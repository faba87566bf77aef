package dev.sluice.record;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.util.List;

/** Whatever the bytes, JSON ends in telemetry or in a bad record. */
class JsonFuzzTest {

    private static final Allowance DECODER = new Allowance(64 << 10, 200);

    private static final List<FeatureSpec> FEATURES = List.of(
            new FeatureSpec("flow"),
            new FeatureSpec("a.temp"),
            FeatureSpec.bool("on"),
            FeatureSpec.array("image", List.of(2, 2)),
            FeatureSpec.array("wave", List.of(3)),
            FeatureSpec.categorical("state", 4),
            FeatureSpec.text("message", 8));

    private final RecordDecoder decoder = new JsonDecoder(new RecordLayout(FEATURES, "host", "at"));
    private final FieldReader fields = new JsonFieldReader();
    private final Telemetry telemetry = new Telemetry(FEATURES);

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void decodes(byte[] value) {
        Hostile.read(value, DECODER, BadRecordException.class, () -> {
            decoder.decode(value, telemetry);
            Telemetries.requireSound(telemetry);
        });
        Hostile.read(value, DECODER, BadRecordException.class, () -> fields.read(value));
    }
}
