package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick way through a record comes to what the long way comes to, error by error and bit by bit. */
class PlainJsonTest {

    private static final List<FeatureSpec> FEATURES = List.of(
            new FeatureSpec("flow"),
            new FeatureSpec("a.temp"),
            new FeatureSpec("a.b.c"),
            FeatureSpec.bool("on"),
            FeatureSpec.array("image", List.of(2, 2)),
            FeatureSpec.array("wave", List.of(3)),
            FeatureSpec.categorical("state", 4),
            FeatureSpec.text("message", 8));
    private static final RecordLayout LAYOUT = new RecordLayout(FEATURES, "host", "at");

    private final JsonDecoder quick = new JsonDecoder(LAYOUT);
    private final JsonDecoder thorough = new JsonDecoder(LAYOUT);
    private final PlainJson plain = new PlainJson(FEATURES, FieldTree.of(LAYOUT));
    private final Telemetry telemetry = new Telemetry(FEATURES);
    private final Random random = new Random(21);

    private interface Decoding {
        void run(Telemetry into) throws BadRecordException;
    }

    /** All there is to an outcome, as text. */
    private String outcome(Decoding decoding) {
        try {
            decoding.run(telemetry);
        } catch (BadRecordException e) {
            return e.getMessage();
        }
        long[] bits = Arrays.stream(telemetry.observation.values)
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
        return Arrays.toString(bits)
                + Arrays.toString(telemetry.observation.texts)
                + telemetry.entity()
                + telemetry.timestampOr(-1);
    }

    private void expectTheSame(byte[] record) {
        String byTheLongWay = outcome(into -> {
            thorough.decodeAny(record, into);
            into.requireEnough(LAYOUT.maxMissing());
        });
        assertThat(outcome(into -> quick.decode(record, into)))
                .as(new String(record, StandardCharsets.UTF_8))
                .isEqualTo(byTheLongWay);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String space() {
        return random.nextInt(6) == 0 ? pick(" ", "\n", "\t", "\r", "  ", "\f") : "";
    }

    private String number() {
        return switch (random.nextInt(9)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> Long.toString(random.nextLong());
            case 2 -> Double.toString(random.nextGaussian());
            case 3 -> Integer.toString(random.nextInt(200) - 100);
            case 4 ->
                Math.round(random.nextGaussian() * 1e4) / 1e4 + pick("", "e5", "E-22", "e+23", "e-310", "e99999999");
            case 5 -> pick("-0", "0", "-0.0", "0e0", "-0e1", "00", "01", "-", ".5", "1.", "1e", "+1", "1e+", "--1");
            case 6 -> pick("9007199254740993", "123456789012345678901234567890", "0.3e-300", "4.9e-324", "2e-324");
            case 7 -> pick("0.", "-0.", "1.") + "0".repeat(random.nextInt(40)) + random.nextInt(1_000_000);
            default -> "1".repeat(1 + random.nextInt(30)) + pick("", ".", ".0", ".25") + pick("", "e2", "e-2");
        };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 8 : 12)) {
            case 0, 1, 2, 3 -> number();
            case 4 -> pick("null", "true", "false", "NaN", "Infinity", "-Infinity", "nul", "truer", "falsey");
            case 5 -> pick("\"up\"", "\"\"", "\"true\"", "\"NaN\"", "\"17\"", "\"" + "x".repeat(1_001) + "\"");
            case 6 -> pick("\"a\\nb\"", "\"gr\u00F6\u00DFe\"", "\"\\u0041\"", "\"a\nb\"", "\"\u007F\"", "'x'");
            case 7 -> pick("\"2024-03-01 10:00:00\"", "\"2024-03-01T10:00:00Z\"", "1700000000", "1700000000123", "-5");
            case 8 ->
                "[" + space() + number() + "," + number() + "," + space() + number() + pick("", ",1", ",", ",null")
                        + "]";
            case 9 -> pick("[]", "[1,2,3,4]", "[[1,2],[3,4]]", "[1,[2]]", "[{\"x\":[true]}]", "[1,2,3,4,5]");
            default -> object(depth + 1);
        };
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{").append(space());
        int fields = random.nextInt(7);
        for (int i = 0; i < fields; i++) {
            String key = pick(
                    "flow",
                    "a",
                    "temp",
                    "b",
                    "c",
                    "b.c",
                    "a.b",
                    "a.temp",
                    "on",
                    "image",
                    "wave",
                    "state",
                    "message",
                    "host",
                    "at",
                    "other",
                    "",
                    "fl\\u006Fw",
                    "k" + random.nextInt(3_000),
                    "\u00FC",
                    "x".repeat(300));
            object.append(i > 0 ? "," : "")
                    .append(space())
                    .append('"')
                    .append(key)
                    .append('"');
            object.append(space())
                    .append(':')
                    .append(space())
                    .append(value(depth))
                    .append(space());
        }
        return object.append(random.nextInt(40) == 0 ? ",}" : "}").toString();
    }

    @Test
    void randomRecords() {
        for (int i = 0; i < 6_000; i++) {
            expectTheSame((space() + object(0) + space()).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void usualRecordsAndWhatIsLeftOfThemWhenBytesAreChanged() {
        for (int i = 0; i < 6_000; i++) {
            String record = "{\"flow\": " + random.nextGaussian() + ", \"a\": {\"temp\": " + random.nextInt(100)
                    + ", \"b\": {\"c\":null}}, \"on\": true, \"image\":[1,2,3,4],\"wave\" : [0.5, -1, 2e3],"
                    + " \"state\": \"up\", \"message\":\"all is well\", \"tags\": [\"x\", {\"y\": false}], \"host\": \"h-"
                    + i % 7 + "\", \"at\": 1700000000}";
            byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
            if (i % 4 == 0) {
                telemetry.clear();
                assertThat(plain.decode(bytes, telemetry)).as(record).isTrue();
            }
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(128) : random.nextInt());
            }
            expectTheSame(random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
        }
    }

    @Test
    void everyNumberIsRoundedAsByTheLongWay() {
        for (int i = 0; i < 20_000; i++) {
            expectTheSame(("{\"flow\":" + number() + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void nestingBeyondTheUsualIsLeftToTheLongWay() {
        for (int depth : new int[] {98, 99, 100, 101, 999, 1_000, 1_001, 20_000}) {
            expectTheSame(("{\"flow\":1,\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
                    .getBytes(StandardCharsets.UTF_8));
            expectTheSame(("{\"flow\":1,\"x\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
