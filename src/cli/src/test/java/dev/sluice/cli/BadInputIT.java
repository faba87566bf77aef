package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.contract.Score;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.ScoringService;
import dev.sluice.trainer.TrainerService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class BadInputIT {

    private static final byte[] KEY = "device-1".getBytes(StandardCharsets.UTF_8);

    @Test
    void aThousandRecordsOfWhichEveryTenthIsBrokenGive900ScoresAnd100DeadLetters(
            EmbeddedBroker broker, @TempDir Path state) throws Exception {
        try (TestPipeline pipeline = new TestPipeline("broken", 2, broker, state);
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC());
                ScoringService scorer = new ScoringService(pipeline.config)) {
            pipeline.sendNormal(1_000);
            assertThat(trainer.trainOnce()).isPresent();
            int history = pipeline.read(pipeline.config.input().topic()).size();
            Map<String, byte[]> kinds = brokenKinds(pipeline.normal());
            List<Map.Entry<String, byte[]>> broken = List.copyOf(kinds.entrySet());
            for (int n = 0; n < 1_000; n++) {
                if (n % 10 == 9) {
                    pipeline.send(KEY, broken.get(n / 10 % broken.size()).getValue());
                } else {
                    pipeline.send(KEY, pipeline.normal().getBytes(StandardCharsets.UTF_8));
                }
            }
            pipeline.flush();

            scorer.start();
            String scores = pipeline.config.topics().scores();
            String deadLetters = pipeline.config.topics().deadLetters();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(pipeline.read(scores).size()
                                    + pipeline.read(deadLetters).size())
                            .isEqualTo(history + 1_000));

            assertThat(pipeline.read(scores)).hasSize(history + 900);
            List<ConsumerRecord<byte[], byte[]>> dead = pipeline.read(deadLetters);
            assertThat(dead).hasSize(100);
            Map<String, Integer> reasons = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> letter : dead) {
                String kind = kinds.entrySet().stream()
                        .filter(k -> Arrays.equals(k.getValue(), letter.value()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("a dead letter's bytes were changed"));
                assertThat(letter.key()).isEqualTo(KEY);
                assertThat(header(letter, "sluice.reason")).contains(kind);
                assertThat(header(letter, "sluice.topic"))
                        .isEqualTo(pipeline.config.input().topic());
                assertThat(Long.parseLong(header(letter, "sluice.offset"))).isNotNegative();
                assertThat(Integer.parseInt(header(letter, "sluice.partition"))).isEqualTo(letter.partition());
                reasons.merge(kind, 1, Integer::sum);
            }
            assertThat(reasons.keySet()).isEqualTo(kinds.keySet());
        }
    }

    @Test
    void aMissingNaNOrInfiniteFieldIsLeftOutAndANullKeyIsAnEntityOfItsOwn(EmbeddedBroker broker, @TempDir Path state)
            throws Exception {
        try (TestPipeline pipeline = new TestPipeline("holes", 1, broker, state);
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC());
                ScoringService scorer = new ScoringService(pipeline.config)) {
            pipeline.sendNormal(1_000);
            assertThat(trainer.trainOnce()).isPresent();
            pipeline.send("x", "{\"a\":0.1,\"b\":9.7,\"c\":100.7}");
            pipeline.send("x", "{\"a\":0.1,\"b\":9.7,\"c\":100.7,\"d\":NaN}");
            pipeline.send("x", "{\"a\":0.1,\"b\":9.7,\"c\":100.7,\"d\":-Infinity}");
            pipeline.send("x", "{\"a\":0.1,\"b\":9.7,\"c\":100.7,\"d\":null}");
            pipeline.send(null, "{\"a\":0.1,\"b\":9.7,\"c\":100.7,\"d\":1e999}");
            pipeline.flush();

            scorer.start();
            String topic = pipeline.config.topics().scores();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(pipeline.read(topic)).hasSize(1_005));

            List<ConsumerRecord<byte[], byte[]>> records = pipeline.read(topic);
            List<Score> holed = records.subList(1_000, 1_005).stream()
                    .map(BadInputIT::score)
                    .toList();
            assertThat(holed).allSatisfy(s -> assertThat(s.getMissing()).isEqualTo(1));
            assertThat(holed.stream().map(Score::getScore).distinct()).hasSize(1);
            assertThat(holed)
                    .allSatisfy(s -> assertThat(s.getFields())
                            .noneMatch(f -> f.getField().equals("d")));
            assertThat(holed.stream().map(s -> String.valueOf(s.getEntity())).collect(Collectors.joining(" ")))
                    .isEqualTo("x x x x null");
            assertThat(records.get(1_004).key()).isNull();
        }
    }

    private static Score score(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ContractJson.decode(record.value(), Score.class);
        } catch (BadRecordException e) {
            throw new AssertionError(e);
        }
    }

    /** Broken records by a part of the reason that each must give. */
    private static Map<String, byte[]> brokenKinds(String normal) {
        byte[] good = normal.getBytes(StandardCharsets.UTF_8);
        byte[] garbage = new byte[900 << 10];
        new Random(4).nextBytes(garbage);
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        kinds.put("JSON", Arrays.copyOf(good, good.length - 9));
        kinds.put(
                "b: expected a number, got string \"warm\"",
                "{\"a\":1,\"b\":\"warm\"}".getBytes(StandardCharsets.UTF_8));
        kinds.put("at least one of 4 features", "{\"e\":1,\"a\":null}".getBytes(StandardCharsets.UTF_8));
        kinds.put("value: expected UTF-8, got byte 0x", garbage);
        kinds.put(
                "value: expected UTF-8, got byte 0xC0 at byte 6",
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'});
        kinds.put("null", null);
        kinds.put("array", "[1,2,3,4]".getBytes(StandardCharsets.UTF_8));
        return kinds;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
