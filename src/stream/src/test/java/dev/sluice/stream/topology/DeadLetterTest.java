package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.LatentEncoding;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.TopicProvisioner;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterTest {

    private static final byte[] KEY = {'k', 0, (byte) 0xFF};

    static Stream<Arguments> bad() {
        byte[] garbage = new byte[900 * 1024];
        new Random(1).nextBytes(garbage);
        return Stream.of(
                argumentSet("truncated JSON", utf8("{\"pressure\": 0.5, \"flo"), "value", "malformed"),
                argumentSet("a string for a number", utf8("{\"pressure\": \"high\"}"), "pressure", "field"),
                argumentSet("every feature missing", utf8("{\"other\": 1, \"flow\": null}"), "value", "malformed"),
                argumentSet("900 KiB of garbage", garbage, "value", "malformed"),
                argumentSet(
                        "hostile UTF-8",
                        new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, (byte) 0xF5, '"', ':', '1', '}'},
                        "value",
                        "malformed"),
                argumentSet("a null value", null, "value", "null-value"),
                argumentSet("an array for an object", utf8("[1, 2, 3]"), "value", "malformed"),
                argumentSet("nothing at all", new byte[0], "value", "malformed"),
                argumentSet("too deep", utf8("[".repeat(100_000)), "value", "malformed"));
    }

    private static byte[] utf8(String text) {
        return TopologyHarness.utf8(text);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void keepsABadRecordWholeWithReasonAndCoordinates(byte[] value, String field, String kind) {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("good", "{\"pressure\": 1, \"flow\": 0}");
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", utf8("abc"));
            pumps.send(new TestRecord<>(KEY, value, headers, 2_000L));

            List<TestRecord<byte[], byte[]>> letters = pumps.records("pumps.dead-letters");
            assertThat(letters).hasSize(1);
            TestRecord<byte[], byte[]> letter = letters.get(0);
            assertThat(letter.key()).isEqualTo(KEY);
            assertThat(letter.value()).isEqualTo(value);
            assertThat(letter.timestamp()).isEqualTo(2_000L);
            assertThat(TopologyHarness.header(letter, "trace")).isEqualTo("abc");
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.FIELD)).isEqualTo(field);
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.REASON))
                    .isEqualTo(field + ": expected " + TopologyHarness.header(letter, DeadLetterHeaders.EXPECTED)
                            + ", got " + TopologyHarness.header(letter, DeadLetterHeaders.GOT))
                    .hasSizeLessThan(400);
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("telemetry");
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.PARTITION))
                    .isEqualTo("0");
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("1");
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.TIMESTAMP))
                    .isEqualTo("2000");
            assertThat(pumps.registry
                            .get("sluice.dead.letter")
                            .tag("reason", kind)
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(pumps.records("pumps.scores")).hasSize(1);
            assertThat(pumps.records("pumps.latents")).hasSize(1);
        }
    }

    @Test
    void goesOnWithTheRecordAfterIt() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send("pump-7", "{\"pressure\": ");
            pumps.send("pump-7", "{\"pressure\": 1, \"flow\": 0}");

            Score score = pumps.read("pumps.scores", Score.class).get(0);
            assertThat(score.getOffset()).isEqualTo(1);
            assertThat(score.getMissing()).isEqualTo(1);
        }
    }

    @Test
    void turnsDownAKeyThatWouldNotFitIntoItsOwnOutput() {
        byte[] key = new byte[RecordScorer.MAX_ENTITY_BYTES + 1];
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send(key, utf8("{\"pressure\": 1, \"flow\": 0}"));
            pumps.send(new byte[RecordScorer.MAX_ENTITY_BYTES], utf8("{\"pressure\": 1, \"flow\": 0}"));

            TestRecord<byte[], byte[]> letter =
                    pumps.records("pumps.dead-letters").get(0);
            assertThat(letter.key()).isEqualTo(key);
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.REASON))
                    .isEqualTo("key: expected an entity of at most 65536 bytes, got 65537 bytes");
            TestRecord<byte[], byte[]> score = pumps.records("pumps.scores").get(0);
            assertThat(score.key().length + score.value().length).isLessThan(1 << 20);
        }
    }

    @Test
    void turnsDownARecordWhoseOutputWouldNotFitIntoItsTopic() {
        InputConfig input = InputConfig.json("telemetry");
        try (TopologyHarness pumps = new TopologyHarness(
                input,
                LatentEncoding.FLOAT32,
                contract -> contract instanceof Latent ? new byte[1_000_001] : ContractJson.encode(contract))) {
            pumps.send((byte[]) null, utf8("{\"pressure\": 1, \"flow\": 0}"));

            assertThat(pumps.records("pumps.scores")).isEmpty();
            assertThat(pumps.records("pumps.latents")).isEmpty();
            TestRecord<byte[], byte[]> letter =
                    pumps.records("pumps.dead-letters").get(0);
            assertThat(letter.value()).isEqualTo(utf8("{\"pressure\": 1, \"flow\": 0}"));
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.REASON))
                    .isEqualTo("value: expected a record whose latent is at most 1000000 bytes, got 1000001 bytes");
        }
    }

    @Test
    void cutsWhatIsLargerThanADeadLetterMayBeAndSaysSo() {
        byte[] value = new byte[TopicProvisioner.DEAD_LETTER_BYTES];
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.send(KEY, value);

            TestRecord<byte[], byte[]> letter =
                    pumps.records("pumps.dead-letters").get(0);
            assertThat(letter.value().length).isBetween(value.length - (1 << 17), value.length - 1_000);
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.VALUE_BYTES))
                    .isEqualTo(Integer.toString(value.length));
        }
    }

    @Test
    void forwardsNothingWhenEncodingFailsHalfWay() {
        InputConfig input = InputConfig.json("telemetry");
        try (TopologyHarness pumps = new TopologyHarness(input, LatentEncoding.FLOAT32, contract -> {
            if (contract instanceof Latent) {
                throw new IllegalStateException("no latent\ntoday");
            }
            return ContractJson.encode(contract);
        })) {
            pumps.send("pump-7", "{\"pressure\": 1, \"flow\": 0}");

            assertThat(pumps.records("pumps.scores")).isEmpty();
            assertThat(pumps.records("pumps.latents")).isEmpty();
            assertThat(pumps.records("pumps.alerts")).isEmpty();
            TestRecord<byte[], byte[]> letter =
                    pumps.records("pumps.dead-letters").get(0);
            assertThat(letter.value()).isEqualTo(utf8("{\"pressure\": 1, \"flow\": 0}"));
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.REASON))
                    .isEqualTo("unexpected java.lang.IllegalStateException: no latent");
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.FIELD)).isNull();
        }
    }

    @Test
    void addsItsHeadersAfterThoseThatTheRecordHad() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(DeadLetterHeaders.REASON, utf8("an earlier one"));
            pumps.send(new TestRecord<>(KEY, null, headers, Instant.EPOCH));

            TestRecord<byte[], byte[]> letter =
                    pumps.records("pumps.dead-letters").get(0);
            assertThat(letter.headers().headers(DeadLetterHeaders.REASON)).hasSize(2);
            assertThat(TopologyHarness.header(letter, DeadLetterHeaders.REASON)).startsWith("value: expected");
        }
    }
}
