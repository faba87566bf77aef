package dev.sluice.packed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.codec.Bound;
import dev.sluice.codec.CodecFit;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.Records;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever the bytes, a message ends in records, or is refused with a reason; so is a template. */
class PackedFuzzTest {

    /** A tail may be deflated, and 256 records may have the same bytes: both are bounded as a whole. */
    private static final Allowance ALLOWANCE = new Allowance(256L << 20, 4_096);

    private static final byte[] KEY = "pump".getBytes(StandardCharsets.UTF_8);

    private final Unpacker unpacker;
    private final Unpacker withoutModel = new Unpacker(Packing.NONE);

    PackedFuzzTest() throws PackedException {
        List<FeatureSpec> features = List.of(new FeatureSpec("a"), new FeatureSpec("b"));
        double[][] rows = {{1, 2}, {1.5, 2.5}, {1.25, 3}};
        Bound bound = Bound.relative(0.01);
        CodecState state = CodecFit.fit(1, Records.complete(null, rows), List.of(bound, bound), null);
        byte[] usual = {1, 0};
        unpacker = new Unpacker(Packing.of(
                new NumberFields(features, PackedNumbers.of(features), state, List.of()), state, 0, List.of(usual)));
    }

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void unpacks(byte[] message) {
        Hostile.read(message, ALLOWANCE, PackedException.class, () -> unpacker.unpack(KEY, message));
        Hostile.read(message, ALLOWANCE, PackedException.class, () -> withoutModel.unpack(KEY, message));
        Hostile.read(message, ALLOWANCE, PackedException.class, () -> Template.of(message, 2));
    }
}
