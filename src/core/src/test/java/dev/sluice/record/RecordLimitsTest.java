package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a record may be at most, and what reading one may cost. */
class RecordLimitsTest {

    private static final Allowance PROPORTIONAL = new Allowance(1 << 20, 200);

    private final List<FeatureSpec> features = List.of(new FeatureSpec("a"), FeatureSpec.array("v", List.of(3)));
    private final RecordLayout layout = new RecordLayout(features, null, null);
    private final Telemetry telemetry = new Telemetry(features);
    private final RecordDecoder json = new JsonDecoder(layout);
    private final FieldReader jsonFields = new JsonFieldReader();

    @Test
    void aRecordThatIsTooLargeIsNotLookedAt() {
        byte[] large = new byte[RecordSize.LARGEST + 1];
        Arrays.fill(large, (byte) ' ');
        RecordDecoder csv = new CsvDecoder(List.of("a", "v"), ',', layout);

        for (RecordDecoder decoder : List.of(json, csv)) {
            assertThatThrownBy(() -> decoder.decode(large, telemetry))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessage("value: expected at most 8388608 bytes, got 8388609 bytes");
        }
    }

    @Test
    void anArrayOfMoreThanItsElementsIsRefusedAtTheFirstTooMany() {
        byte[] record = bytes("{\"a\":1,\"v\":[" + "1,".repeat(1_000_000) + "1]}");

        assertThatThrownBy(() -> json.decode(record, telemetry)).hasMessageContaining("more than 3");
        Hostile.read(record, new Allowance(1 << 16, 1), BadRecordException.class, () -> json.decode(record, telemetry));
    }

    @Test
    void anyNumberOfUnwantedFieldsCostsNoMoreThanTheirBytes() throws Exception {
        StringBuilder fields = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 100_000; i++) {
            fields.append(",\"f").append(i).append("\":").append(i);
        }
        byte[] record = bytes(fields.append('}').toString());

        Hostile.read(record, PROPORTIONAL, BadRecordException.class, () -> json.decode(record, telemetry));
        assertThat(telemetry.observation.values[0]).isEqualTo(1);
        assertThat(jsonFields.read(record)).hasSize(100_001);
    }

    @Test
    void nestingHasALimitAndSaysSo() {
        byte[] record = bytes("{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");

        assertThatThrownBy(() -> json.decode(record, telemetry))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("JSON beyond a limit")
                .hasMessageContaining("1000");
    }

    /** Found by thinking of what a fuzzer would: each of the fields got all of the names around it. */
    @Test
    void manyFieldsBelowLongNamesDoNotGrowToTheSquareOfTheRecord() throws Exception {
        StringBuilder deep = new StringBuilder("{\"near\":1,");
        for (int i = 0; i < 100; i++) {
            deep.append("\"").append("n".repeat(1_000)).append("\":{");
        }
        for (int i = 0; i < 20_000; i++) {
            deep.append("\"").append(i).append("\":1,");
        }
        byte[] record = bytes(deep.append("\"z\":1").append("}".repeat(101)).toString());

        Hostile.read(record, PROPORTIONAL, BadRecordException.class, () -> jsonFields.read(record));
        assertThat(jsonFields.read(record)).containsOnlyKeys("near");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
