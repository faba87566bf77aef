package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.feature.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, a decoder ends in telemetry or in a {@link BadRecordException}. */
class HostileBytesTest {

    private static final int RECORDS = 20_000;
    private static final long SEED = 20_260_101;

    private static final String JSON =
            "{\"at\":\"2024-05-06T07:08:09.5+02:00\",\"host\":\"pümp \\u00e9\\n🌡\",\"flow\":-12.5e-3,"
                    + "\"a\":{\"b\":[1,{\"c\":null}],\"temp\":1e30},\"a.x\":NaN,\"deep\":[[[[[{}]]]]],\"n\":12345678901234567890}";
    private static final String CSV = "2024-05-06 07:08:09,\"pümp, \"\"7\"\"\",-12.5e-3, NaN ,1e30";

    /** What no message about a record may hold: the last resort's text, line ends, control characters. */
    private static final Pattern UNFIT = Pattern.compile("parser fails|\\p{Cntrl}");

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "null",
        "NaN",
        "-Infinity",
        "1e999",
        "\\ud800",
        "\\",
        "\n",
        "\u0000",
        "0",
        "-",
        ";",
        "\uFEFF"
    };

    @Test
    void jsonEndsInTelemetryOrInABadRecord() {
        JsonDecoder decoder = new JsonDecoder(new RecordLayout(
                List.of(
                        new FeatureSpec("flow"),
                        new FeatureSpec("a.temp"),
                        new FeatureSpec("a.x"),
                        new FeatureSpec("n")),
                "host",
                "at"));
        mutate(JSON, 4, decoder);
    }

    @Test
    void csvEndsInTelemetryOrInABadRecord() {
        CsvDecoder decoder = new CsvDecoder(
                List.of("at", "host", "flow", "x", "temp"),
                ',',
                new RecordLayout(
                        List.of(new FeatureSpec("flow"), new FeatureSpec("x"), new FeatureSpec("temp")), "host", "at"));
        mutate(CSV, 3, decoder);
    }

    @Test
    void sampleReadersEndInFieldsOrInABadRecord() {
        FieldReader json = new JsonFieldReader();
        FieldReader csv = new CsvFieldReader(List.of("at", "host", "flow", "x", "temp"), ',');
        mutate(JSON, 1, (value, into) -> json.read(value));
        mutate(CSV, 1, (value, into) -> csv.read(value));
    }

    private static void mutate(String record, int features, RecordDecoder decoder) {
        Random random = new Random(SEED);
        Telemetry telemetry = new Telemetry(IntStream.range(0, features)
                .mapToObj(j -> new FeatureSpec("f" + j))
                .toList());
        int bad = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] bytes = mutated(record.getBytes(StandardCharsets.UTF_8), random);
            try {
                decoder.decode(bytes, telemetry);
                if (Arrays.stream(telemetry.observation.values).anyMatch(Double::isInfinite)) {
                    fail("record " + i + " has an infinite value: " + Arrays.toString(bytes));
                }
            } catch (BadRecordException e) {
                bad++;
                if (e.getMessage().length() > 500
                        || UNFIT.matcher(e.getMessage()).find()) {
                    fail("record " + i + ": " + e.getMessage());
                }
            } catch (RuntimeException | StackOverflowError e) {
                fail("record " + i + ": " + Arrays.toString(bytes), e);
            }
        }
        assertThat(bad)
                .as("the mutations are neither all harmless nor all fatal")
                .isBetween(RECORDS / 10, RECORDS - 100);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            if (mutated.length == 0) {
                return mutated;
            }
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(6)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutated = Arrays.copyOf(mutated, at);
                case 3 ->
                    mutated = splice(
                            mutated, at, at, TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8));
                case 4 ->
                    mutated = splice(mutated, at, Math.min(mutated.length, at + 1 + random.nextInt(8)), new byte[0]);
                default ->
                    mutated = splice(
                            mutated, at, at, Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length));
            }
        }
        return mutated;
    }

    /** The bytes with those from {@code from} to {@code to} replaced. */
    private static byte[] splice(byte[] bytes, int from, int to, byte[] replacement) {
        byte[] spliced = new byte[from + replacement.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(replacement, 0, spliced, from, replacement.length);
        System.arraycopy(bytes, to, spliced, from + replacement.length, bytes.length - to);
        return spliced;
    }
}
