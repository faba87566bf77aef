package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.feature.Cycle;
import dev.sluice.feature.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureDecodingTest {

    private static final List<FeatureSpec> SPECS = List.of(
            FeatureSpec.time(List.of(Cycle.HOUR_OF_DAY), ZoneOffset.UTC),
            FeatureSpec.bool("on"),
            FeatureSpec.array("p", List.of(2, 2)),
            FeatureSpec.categorical("status", 4),
            FeatureSpec.text("log.message", 16),
            new FeatureSpec("x"));

    private static final List<String> COLUMNS = List.of("x", "p", "on", "status", "log.message");

    private static final String HOSTILE = "[]{},:\"\\0 -e.ntu\u0000\u00FF";

    private final Telemetry telemetry = new Telemetry(SPECS);

    private void json(String json) throws BadRecordException {
        new JsonDecoder(new RecordLayout(SPECS, null, null)).decode(bytes(json), telemetry);
    }

    private void csv(String line) throws BadRecordException {
        new CsvDecoder(COLUMNS, ',', new RecordLayout(SPECS, null, null)).decode(bytes(line), telemetry);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":7,\"p\":[1,2.5,-3,4e2],\"on\":true,\"status\":\"up\",\"log\":{\"message\":\"größer\"}}",
                "{\"log.message\":\"größer\",\"p\":[[1,2.5],[-3,400]],\"status\":\"up\",\"on\":1,\"x\":7.0}",
                "{\"p\":[9,9,9,9],\"x\":7,\"p\":[1,2.5,-3,400],\"on\":\"true\",\"status\":\"up\",\"log\":{\"message\":\"größer\"}}",
            })
    void readsEveryTypeFromJson(String json) throws Exception {
        json(json);

        assertThat(telemetry.observation.values).containsExactly(1, 1, 2.5, -3, 400, 7);
        assertThat(telemetry.observation.texts).containsExactly("up", "größer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7,1 2.5 -3 4e2,true,up,größer",
                "7,[1; 2.5; -3; 400],1,up,größer",
                "7,\"[1, 2.5, -3, 400]\",TRUE,\"up\",\"größer\"",
            })
    void readsEveryTypeFromCsv(String line) throws Exception {
        csv(line);

        assertThat(telemetry.observation.values).containsExactly(1, 1, 2.5, -3, 400, 7);
        assertThat(telemetry.observation.texts).containsExactly("up", "größer");
    }

    @Test
    void whatIsNullOrEmptyIsMissing() throws Exception {
        json("{\"x\":1,\"p\":[1,2,3,4],\"p\":null,\"on\":null,\"status\":null,\"log\":{\"message\":null}}");
        assertThat(telemetry.present()).isEqualTo(1);
        csv(",,,,say");
        assertThat(telemetry.present()).isEqualTo(1);
        assertThat(telemetry.observation.values).containsOnly(Double.NaN);
        json("{\"status\":404}");
        assertThat(telemetry.observation.texts).containsExactly("404", null);
        json("{\"status\":\"\",\"log.message\":\"\"}");
        assertThat(telemetry.observation.texts).containsExactly("", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "[1,2,3]|an array of 4 numbers, flat or of shape 2 x 2|3",
                "[]|an array of 4 numbers, flat or of shape 2 x 2|0",
                "[1,2,3,4,5]|an array of 4 numbers, flat or of shape 2 x 2|more than 4",
                "[[1,2],[3]]|an array of 4 numbers, flat or of shape 2 x 2|1 in a row",
                "[[1,2],[3,4,5]]|an array of 4 numbers, flat or of shape 2 x 2|more than 2 in a row",
                "[[1,2]]|an array of 4 numbers, flat or of shape 2 x 2|1 rows in dimension 0",
                "[[1,2],[3,4],[5,6]]|an array of 4 numbers, flat or of shape 2 x 2|more than 2 rows in dimension 0",
                "[[1,2],3]|an array of 4 numbers, flat or of shape 2 x 2|number 3 in dimension 0",
                "'[[1,2],[[3],4]]'|a finite number at element 2|an array",
                "[1,[2],3,4]|a finite number at element 1|an array",
                "[1,2,null,4]|a finite number at element 2|the literal null",
                "[1,2,NaN,4]|a finite number at element 2|number NaN",
                "[1,2,1e999,4]|a finite number at element 2|number 1e999",
                "'[1,2,\"3\",4]'|a finite number at element 2|string \"3\"",
                "'\"1 2 3 4\"'|an array of 4 numbers, flat or of shape 2 x 2|string \"1 2 3 4\"",
                "{}|an array of 4 numbers, flat or of shape 2 x 2|an object",
                "7|an array of 4 numbers, flat or of shape 2 x 2|number 7",
            })
    void saysWhatIsWrongWithAnArray(String array, String expected, String got) {
        BadRecordException e =
                catchThrowableOfType(BadRecordException.class, () -> json("{\"x\":1,\"p\":" + array + "}"));
        assertThat(e).hasMessage("p: expected " + expected + ", got " + got);
        assertThat(e.field()).isEqualTo("p");
    }

    @Test
    void saysWhatIsWrongWithTheOtherTypes() {
        assertThatThrownBy(() -> json("{\"on\":2}")).hasMessage("on: expected true or false, got number 2");
        assertThatThrownBy(() -> json("{\"on\":\"yes\"}")).hasMessage("on: expected true or false, got string \"yes\"");
        assertThatThrownBy(() -> json("{\"status\":[1]}")).hasMessage("status: expected a text, got an array");
        assertThatThrownBy(() -> json("{\"x\":true}")).hasMessage("x: expected a number, got the literal true");
        assertThatThrownBy(() -> csv("1,1 2 3 4,yes,,")).hasMessage("on: expected true, false, 0 or 1, got \"yes\"");
        assertThatThrownBy(() -> csv("1,1 2 3,1,,"))
                .hasMessage("p: expected 4 numbers separated by spaces or \";\", got 3");
        assertThatThrownBy(() -> csv("1,1 2 3 4 5 6,1,,"))
                .hasMessage("p: expected 4 numbers separated by spaces or \";\", got 6");
        assertThatThrownBy(() -> csv("1,1 2 nan 4,1,,"))
                .hasMessage("p: expected a finite number at element 2, got \"nan\"");
        assertThatThrownBy(() -> csv("1,1 2 x 4,1,,")).hasMessage("p: expected a number, got \"x\"");
    }

    @Test
    void anArrayMayHaveAColumnForEachElement() throws Exception {
        for (String form : new String[] {"p%d", "p_%d", "p.%d", "p[%d]", "p %d"}) {
            for (int first : new int[] {0, 1}) {
                List<String> columns = new ArrayList<>();
                columns.add("label");
                for (int k = 11; k >= 0; k--) {
                    columns.add(String.format(form, first + k));
                }
                List<FeatureSpec> specs = List.of(FeatureSpec.array("p", List.of(12)));
                Telemetry row = new Telemetry(specs);
                CsvDecoder decoder = new CsvDecoder(columns, ',', new RecordLayout(specs, null, null));

                decoder.decode(bytes("a,12,11,10,9,8,7,6,5,4,3,2,1"), row);

                assertThat(row.observation.values).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
                assertThatThrownBy(() -> decoder.decode(bytes("a,12,11,10,9,8,7,6,5,4,3,,1"), row))
                        .hasMessage("p: expected a finite number at element 1, got \"\"");
                assertThatThrownBy(() -> decoder.decode(bytes("a,,,,,,,,,,,,"), row))
                        .hasMessage("value: expected at least one of 1 features, got none");
            }
        }
        FeatureSpec wrong = FeatureSpec.array("p", List.of(3));
        assertThat(CsvColumns.of(List.of("p0", "p1"), wrong)).isEmpty();
        assertThat(CsvColumns.of(List.of("p0", "p1", "p3"), wrong)).isEmpty();
        assertThat(CsvColumns.of(List.of("p2", "p3", "p4"), wrong)).isEmpty();
        assertThat(CsvColumns.of(List.of("p0", "p1", "p02"), wrong)).containsExactly(0, 1, 2);
    }

    @Test
    void aRecordThatLacksTooMuchIsBad() throws Exception {
        List<FeatureSpec> specs = List.of(
                new FeatureSpec("a"),
                new FeatureSpec("b"),
                FeatureSpec.categorical("c", 2),
                FeatureSpec.array("d", List.of(2)),
                FeatureSpec.time(List.of(Cycle.DAY_OF_WEEK), ZoneOffset.UTC));
        JsonDecoder half = new JsonDecoder(new RecordLayout(specs, null, null, 0.5));
        Telemetry row = new Telemetry(specs);

        half.decode(bytes("{\"a\":1,\"d\":[1,2]}"), row);
        assertThatThrownBy(() -> half.decode(bytes("{\"c\":\"x\"}"), row))
                .hasMessage(
                        "value: expected at most 2 of 4 features missing (input.max-missing is 0.5), got 3 missing");
        assertThatThrownBy(() -> half.decode(bytes("{}"), row))
                .hasMessage("value: expected at least one of 4 features, got none");
        JsonDecoder none = new JsonDecoder(new RecordLayout(specs, null, null, 0));
        none.decode(bytes("{\"a\":1,\"b\":2,\"c\":\"x\",\"d\":[1,2]}"), row);
        assertThatThrownBy(() -> none.decode(bytes("{\"a\":1,\"b\":2,\"c\":\"x\"}"), row))
                .hasMessageContaining("at most 0 of 4 features missing");
        new JsonDecoder(new RecordLayout(specs, null, null, 1)).decode(bytes("{\"c\":\"x\"}"), row);
    }

    @Test
    void longTextsAreCutToWhatMakesADifference() throws Exception {
        json("{\"x\":1,\"status\":\"" + "s".repeat(100_000) + "\",\"log.message\":\"" + "m".repeat(100_000) + "\"}");
        assertThat(telemetry.observation.texts[0]).hasSize(257);
        assertThat(telemetry.observation.texts[1]).hasSize(2_000);
    }

    @Test
    void aDeepOrHugeArrayIsBadAndNothingWorse() {
        String deep = "[".repeat(900) + "]".repeat(900);
        assertThatThrownBy(() -> json("{\"p\":" + deep + "}")).isInstanceOf(BadRecordException.class);
        String huge = IntStream.range(0, 500_000).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
        assertThatThrownBy(() -> json("{\"p\":" + huge + "}"))
                .hasMessage("p: expected an array of 4 numbers, flat or of shape 2 x 2, got more than 4");
    }

    @Test
    void hostileBytesEndInAnObservationOrABadRecord() {
        Random random = new Random(3);
        String json = "{\"x\":7,\"p\":[[1,2.5],[-3,400]],\"on\":true,\"status\":\"up\",\"log\":{\"message\":\"grö\"}}";
        String csv = "7,1 2.5 -3 4e2,true,up,größer";
        JsonDecoder jsonDecoder = new JsonDecoder(new RecordLayout(SPECS, null, null));
        CsvDecoder csvDecoder = new CsvDecoder(COLUMNS, ',', new RecordLayout(SPECS, null, null));
        for (int n = 0; n < 40_000; n++) {
            boolean isJson = n % 2 == 0;
            byte[] bytes = bytes(isJson ? json : csv);
            for (int k = 0; k <= n % 3; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) HOSTILE.charAt(random.nextInt(HOSTILE.length()));
            }
            try {
                (isJson ? jsonDecoder : csvDecoder).decode(bytes, telemetry);
                for (double v : telemetry.observation.values) {
                    assertThat(Double.isInfinite(v)).isFalse();
                }
                // An array is there as a whole or not at all.
                long there = IntStream.range(1, 5)
                        .filter(k -> !Double.isNaN(telemetry.observation.values[k]))
                        .count();
                assertThat(there).isIn(0L, 4L);
            } catch (BadRecordException e) {
                assertThat(e.getMessage()).hasSizeLessThan(500);
            }
        }
    }
}
