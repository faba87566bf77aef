package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.feature.FeatureSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

    private static final RecordLayout LAYOUT =
            new RecordLayout(List.of(new FeatureSpec("flow"), new FeatureSpec("sensor.temp")), null, null);

    private final Telemetry telemetry = new Telemetry(LAYOUT.features());

    @Test
    void takesTheWantedNumbersInTheLayoutsOrder() throws Exception {
        decode("{\"sensor\": {\"temp\": -4.5e1, \"other\": 1}, \"host\": \"a\", \"flow\": 12}");

        assertThat(telemetry.observation.values).containsExactly(12, -45);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sensor\":{\"temp\":7}}",
                "{\"sensor.temp\":7}",
                "{\"sensor\":\"S1\",\"sensor.temp\":7}",
                "{\"sensor\":[1],\"sensor.temp\":7}",
                "{\"sensor\":{\"other\":{\"temp\":1},\"temp\":7}}",
                " \t\r\n{\"sensor.temp\":7} \t\r\n",
                "\uFEFF{\"sensor.temp\":7}\n",
            })
    void findsADottedPathInNestedObjectsAndInKeysWithDots(String json) throws Exception {
        decode(json);

        assertThat(telemetry.observation.values[1]).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":{\"c\":3}}}",
                "{\"a.b\":{\"c\":3}}",
                "{\"a\":{\"b.c\":3}}",
                "{\"a.b.c\":3}",
            })
    void findsEveryReadingOfALongPath(String json) throws Exception {
        Telemetry one = new Telemetry(List.of(new FeatureSpec("t")));
        new JsonDecoder(new RecordLayout(List.of(new FeatureSpec("a.b.c")), null, null)).decode(bytes(json), one);

        assertThat(one.observation.values).containsExactly(3);
    }

    @Test
    void doesNotTakeTheEndOfAPathForThePath() throws Exception {
        BadRecordException e = failure("{\"temp\":1,\"x\":{\"flow\":2},\"sensor\":{\"sensor\":{\"temp\":3}}}");

        assertThat(e).hasMessage("value: expected at least one of 2 features, got none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "NaN",
                "Infinity",
                "-Infinity",
                "\"NaN\"",
                "\"Infinity\"",
                "\"-Infinity\"",
                "1e999",
                "-1e999",
                "1e99999999999999999999"
            })
    void countsWhatIsNoFiniteNumberAsMissing(String value) throws Exception {
        decode("{\"flow\":" + value + ",\"sensor.temp\":1}");

        assertThat(telemetry.observation.values).containsExactly(Double.NaN, 1);
        assertThat(telemetry.present()).isEqualTo(1);
    }

    @Test
    void forgetsThePreviousRecord() throws Exception {
        decode("{\"flow\":1,\"sensor.temp\":2}");
        decode("{\"flow\":3}");

        assertThat(telemetry.observation.values).containsExactly(3, Double.NaN);
    }

    @Test
    void takesTheLastOfDuplicateKeys() throws Exception {
        decode("{\"flow\":1,\"flow\":2,\"sensor\":{\"temp\":3},\"sensor\":{\"temp\":4}}");

        assertThat(telemetry.observation.values).containsExactly(2, 4);
    }

    @Test
    void readsNumbersToTheNearestDouble() throws Exception {
        decode(
                "{\"flow\":0.1000000000000000055511151231257827021181583404541015625,\"sensor.temp\":123456789012345678901}");

        assertThat(telemetry.observation.values).containsExactly(0.1, 1.2345678901234568e20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"abc\"      | string \"abc\"",
                "\"\"         | string \"\"",
                "\"1\"        | string \"1\"",
                "true         | the literal true",
                "false        | the literal false",
                "[1]          | an array",
                "{\"a\":1}    | an object",
                "\"a\\u0000b\\u202e\" | string \"a?b?\"",
            })
    void saysWhatIsInAFeatureInsteadOfANumber(String value, String got) {
        BadRecordException e = failure("{\"sensor\":{\"temp\":" + value + "}}");

        assertThat(e.field()).isEqualTo("sensor.temp");
        assertThat(e.expected()).isEqualTo("a number");
        assertThat(e.got()).isEqualTo(got);
    }

    @Test
    void shortensLongTextInErrors() {
        BadRecordException e = failure("{\"flow\":\"" + "x".repeat(100_000) + "\"}");

        assertThat(e.got()).hasSizeLessThan(140).endsWith("x…\"");
    }

    @Test
    void skipsUnwantedFieldsWhateverTheyHold() throws Exception {
        decode("{\"a\":\"" + "é".repeat(500_000) + "\",\"b\":" + "9".repeat(100_000) + ",\"c\":" + "[".repeat(900)
                + "]".repeat(900) + ",\"d\":{\"flow\":\"no\"},\"e\":true,\"f\":-0.0e-99999,\"flow\":1}");

        assertThat(telemetry.observation.values[0]).isEqualTo(1);
    }

    @Test
    void refusesNumbersThatAreTooLong() {
        for (String digits : List.of("9".repeat(1_001), "0." + "1".repeat(200_000), "1e" + "9".repeat(5_000))) {
            BadRecordException e = failure("{\"flow\":" + digits + "}");

            assertThat(e)
                    .hasMessage("flow: expected a number of at most 1000 characters, got one of " + digits.length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesDeepNesting(String open) {
        BadRecordException e = failure("{\"x\":" + open.repeat(200_000));

        assertThat(e.field()).isEqualTo("value");
        assertThat(e.got()).matches("JSON beyond a limit at byte \\d+: .*nesting depth.*1000.*");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(failure("{\"" + "n".repeat(100_000) + "\":1}").got()).startsWith("JSON beyond a limit at byte ");
    }

    @Test
    void saysThatThereIsNoValue() {
        BadRecordException e =
                catchThrowableOfType(BadRecordException.class, () -> new JsonDecoder(LAYOUT).decode(null, telemetry));

        assertThat(e).hasMessage("value: expected a JSON object, got null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "''|nothing in 0 bytes",
                "'  '|nothing in 2 bytes",
                "null|the literal null",
                "[{\"flow\":1}]|an array",
                "\"{}\"|string \"{}\"",
                "12|number 12",
                "true|the literal true",
                "{\"flow\":1|JSON that is cut off at byte 9",
                "{\"flow\":1,|JSON that is cut off at byte 10",
                "{\"flow\":-|JSON that is cut off at byte 9",
                "{\"x\":\"\\u12|JSON that is cut off at byte 10",
                "{\"flo|JSON that is cut off at byte 5",
                "{\"x\":\"abc|JSON that is cut off at byte 9",
                "{\"flow\":1}}|more after the object, at byte 10",
                "{\"flow\":1}  {\"flow\":1}|more after the object, at byte 12",
                "{\"flow\":1}x|more after the object, at byte 10",
            })
    void saysWhatIsThereInsteadOfAnObject(String json, String got) {
        BadRecordException e = failure(json);

        assertThat(e).hasMessage("value: expected a JSON object, got " + got);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"flow\":1 \"x\":2}|10",
                "{flow:1}|1",
                "{\"flow\":+-1}|9",
                "{\"flow\":01}|9",
                "{\"flow\":1,}|10",
                "{\"flow\":truu}|8",
                "garbage|0",
                "{\"x\":\"a\tb\"}|7"
            })
    void saysWhereJsonIsMalformed(String json, int at) {
        BadRecordException e = failure(json);

        assertThat(e.got()).matches("malformed JSON at byte \\d+: .+").doesNotContain("\n");
        int offset = Integer.parseInt(e.got().replaceAll("\\D*(\\d+).*", "$1"));
        assertThat(offset).as(e.got()).isBetween(at, at + 7);
    }

    @ParameterizedTest
    @CsvSource({
        "C0 80, 0", // overlong NUL
        "C1 BF, 0", // overlong
        "E0 80 AF, 0", // overlong slash
        "F0 80 80 AF, 0", // overlong slash
        "ED A0 80, 0", // surrogate
        "F4 90 80 80, 0", // beyond U+10FFFF
        "80, 0", // continuation without a start
        "FF, 0",
        "E2 82, 0", // cut off by the quote
        "C3 A9 61 E2 28 A1, 3",
    })
    void namesTheByteThatIsNotUtf8(String hex, int offset) throws Exception {
        for (int padding : new int[] {0, 1, 7, 8, 9, 5_000}) {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            json.writeBytes(bytes("{\"x\":\"" + "a".repeat(padding)));
            for (String octet : hex.split(" ")) {
                json.write(Integer.parseInt(octet, 16));
            }
            json.writeBytes(bytes("\",\"flow\":1}"));
            BadRecordException e = failure(json.toByteArray());

            String octet = hex.split(" ")[offset];
            assertThat(e)
                    .hasMessage("value: expected UTF-8, got byte 0x" + octet + " at byte " + (6 + padding + offset));
        }
    }

    @Test
    void namesTheCutOffSequenceAtTheEnd() {
        assertThat(failure(new byte[] {'{', (byte) 0xE2, (byte) 0x82}).got()).isEqualTo("byte 0xE2 at byte 1");
    }

    @Test
    void refusesOtherEncodings() {
        String json = "{\"flow\":1}";
        assertThat(failure(json.getBytes(StandardCharsets.UTF_16)).expected()).isEqualTo("UTF-8");
        assertThat(failure(json.getBytes(StandardCharsets.UTF_16LE)).got()).isEqualTo("a zero byte at byte 1");
        assertThat(failure(json.getBytes(StandardCharsets.UTF_16BE)).got()).isEqualTo("a zero byte at byte 0");
    }

    @Test
    void takesTextBeyondAscii() throws Exception {
        decode("{\"größe\":\"🌡 Ω\",\"flow\":1}");

        assertThat(telemetry.observation.values[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            nullValues = "none",
            value = {"\"pump-7\"|pump-7", "17|17", "1.50|1.50", "true|true", "null|none", "\"\"|''"})
    void takesTheEntityAsText(String json, String entity) throws Exception {
        decode(
                new RecordLayout(List.of(new FeatureSpec("flow")), "meta.id", null),
                "{\"meta\":{\"id\":" + json + "},\"flow\":1}");

        assertThat(telemetry.entity()).isEqualTo(entity);
    }

    @Test
    void refusesAnEntityThatIsNoName() {
        RecordLayout layout = new RecordLayout(List.of(new FeatureSpec("flow")), "id", null);

        assertThat(failure(layout, "{\"id\":[1],\"flow\":1}"))
                .hasMessage("id: expected a name of at most 1000 characters, got an array");
        assertThat(failure(layout, "{\"id\":\"" + "x".repeat(1_001) + "\",\"flow\":1}"))
                .hasMessage("id: expected a name of at most 1000 characters, got one of 1001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1700000000|1700000000000",
                "1700000000.25|1700000000250",
                "1700000000123|1700000000123",
                "99999999999|99999999999000",
                "100000000000|100000000000",
                "\"2023-11-14T22:13:20Z\"|1700000000000",
                "null|-1",
                "NaN|-1",
            })
    void takesTheTime(String json, long millis) throws Exception {
        decode(new RecordLayout(List.of(new FeatureSpec("flow")), null, "at"), "{\"at\":" + json + ",\"flow\":1}");

        assertThat(telemetry.timestampOr(-1)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "-5|number -5.0",
                "1e18|number 1.0E18",
                "\"soon\"|string \"soon\"",
                "[]|an array",
                "true|the literal true"
            })
    void refusesWhatIsNoTime(String json, String got) {
        BadRecordException e = failure(
                new RecordLayout(List.of(new FeatureSpec("flow")), null, "at"), "{\"at\":" + json + ",\"flow\":1}");

        assertThat(e.field()).isEqualTo("at");
        assertThat(e.expected()).startsWith("a time since 1970");
        assertThat(e.got()).isEqualTo(got);
    }

    @Test
    void letsOneFieldBeFeatureEntityAndTime() throws Exception {
        Telemetry one = new Telemetry(List.of(new FeatureSpec("t")));
        new JsonDecoder(new RecordLayout(List.of(new FeatureSpec("t")), "t", "t"))
                .decode(bytes("{\"t\":1700000000}"), one);

        assertThat(one.observation.values).containsExactly(1_700_000_000);
        assertThat(one.entity()).isEqualTo("1700000000");
        assertThat(one.timestampOr(0)).isEqualTo(1_700_000_000_000L);
    }

    private void decode(String json) throws BadRecordException {
        decode(LAYOUT, json);
    }

    private void decode(RecordLayout layout, String json) throws BadRecordException {
        new JsonDecoder(layout).decode(bytes(json), telemetry);
    }

    private BadRecordException failure(String json) {
        return failure(bytes(json));
    }

    private BadRecordException failure(byte[] json) {
        return catchThrowableOfType(BadRecordException.class, () -> new JsonDecoder(LAYOUT).decode(json, telemetry));
    }

    private BadRecordException failure(RecordLayout layout, String json) {
        return catchThrowableOfType(BadRecordException.class, () -> decode(layout, json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
