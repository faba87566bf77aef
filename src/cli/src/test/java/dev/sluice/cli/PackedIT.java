package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.codec.Bound;
import dev.sluice.command.ExitCode;
import dev.sluice.packed.Original;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.pipeline.PackingMode;
import dev.sluice.stream.ScoringService;
import dev.sluice.trainer.TrainerService;
import dev.sluice.unpack.PackedDeserializer;
import dev.sluice.unpack.PackedRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Records are packed on a real broker, and come back by commands and in a consumer. */
@ExtendWith(SharedBroker.class)
class PackedIT {

    private static final CompressionConfig BLOCKS = new CompressionConfig(
            Optional.of(Bound.relative(0.01)),
            Map.of("c", Optional.of(Bound.absolute(0.5)), "d", Optional.of(Bound.EXACT)),
            PackingMode.BLOCK,
            64,
            Duration.ofSeconds(60));

    @TempDir
    Path folder;

    @Test
    void recordsComeBackWithinTheirBounds(EmbeddedBroker broker) throws Exception {
        try (TestPipeline pipeline =
                        new TestPipeline("packed", 2, broker, folder, config -> config.withCompression(BLOCKS));
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC())) {
            String packed = pipeline.config.topics().packed();
            try (ScoringService scorer = new ScoringService(pipeline.config)) {
                scorer.start();
                Thread training = new Thread(trainer::run);
                training.start();
                pipeline.sendNormal(2_000);
                pipeline.send("device-1", "{\"a\":\"no number\"}");
                pipeline.send("device-1", "{\"a\":1.5,\"b\":-0.0,\"c\":1e300,\"note\":\"high\",\"d\":0.1}");
                pipeline.flush();
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> scorer.status().state().startsWith("ready: model"));
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(
                                        pipeline.read(pipeline.config.topics().scores()))
                                .hasSize(2_001));
            }
            int before = pipeline.read(packed).size();
            // Stopped and started again, what waited for its block is not lost.
            try (ScoringService scorer = new ScoringService(pipeline.config)) {
                scorer.start();
                pipeline.sendNormal(500);
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () -> assertThat(pipeline.read(packed).size()).isGreaterThan(before + 15));
            }
            String config = Files.writeString(
                            folder.resolve("p.yaml"),
                            "pipeline: packed\ninput: {topic: packed-telemetry}\nkafka: {bootstrap.servers: "
                                    + broker.bootstrapServers() + "}\ncompression: {bound: 1%}\n")
                    .toString();

            CommandRun verified = CommandRun.sluice("verify-packed", "-c", config);
            assertThat(verified.exitCode()).as(verified.out() + verified.err()).isEqualTo(ExitCode.OK);
            assertThat(verified.out())
                    .endsWith("Every packed record holds.\n")
                    .containsPattern("c +0.5 +[01]\\.\\d{3}\n")
                    .containsPattern("d +exact +0.000\n");

            unpackedToAFile(config);
            unpackedToATopic(config, pipeline);
            inAConsumer(broker, pipeline, packed);
            damaged(config, broker, pipeline, packed);
        }
    }

    private void unpackedToAFile(String config) throws Exception {
        Path file = folder.resolve("back.jsonl");
        CommandRun run = CommandRun.sluice("unpack", "-c", config, "--to", file.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).containsPattern("[\\d,]+ records unpacked to .*back.jsonl, from \\d+ messages");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.size()).isGreaterThan(2_000);
        assertThat(lines).allMatch(line -> line.startsWith("{\"a\":") && line.endsWith("}"));
        assertThat(lines).anyMatch(line -> line.contains("\"note\":\"high\""));
    }

    private static void unpackedToATopic(String config, TestPipeline pipeline) throws Exception {
        CommandRun run = CommandRun.sluice("unpack", "-c", config, "--to-topic", "packed-back");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        Map<String, byte[]> inputs = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> input :
                pipeline.read(pipeline.config.input().topic())) {
            inputs.put(input.partition() + " " + input.timestamp(), input.key());
        }
        List<ConsumerRecord<byte[], byte[]>> back = pipeline.read("packed-back");
        assertThat(back.size()).isGreaterThan(2_000);
        for (ConsumerRecord<byte[], byte[]> record : back) {
            assertThat(inputs.get(record.partition() + " " + record.timestamp()))
                    .isEqualTo(record.key());
        }
        CommandRun onto = CommandRun.sluice("unpack", "-c", config, "--to-topic", "packed-telemetry");
        assertThat(onto.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private static void inAConsumer(EmbeddedBroker broker, TestPipeline pipeline, String packed) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                PackedDeserializer.class);
        TreeSet<String> offsets = new TreeSet<>();
        Map<String, Long> last = new HashMap<>(); // by partition and key
        int records = 0;
        try (KafkaConsumer<byte[], PackedRecords> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = List.of(new TopicPartition(packed, 0), new TopicPartition(packed, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], PackedRecords> message : consumer.poll(Duration.ofMillis(200))) {
                    for (Original record : message.value().of(message.key())) {
                        records++;
                        offsets.add(message.partition() + "@" + record.offset());
                        last.merge(message.partition() + new String(record.key(), UTF_8), record.offset(), Math::max);
                        assertThat(record.key()).isEqualTo(message.key());
                    }
                }
            }
        }
        assertThat(records).isGreaterThan(2_200);
        assertThat(offsets).as("none twice").hasSize(records);
        for (ConsumerRecord<byte[], byte[]> input :
                pipeline.read(pipeline.config.input().topic())) {
            boolean later = input.offset() > last.getOrDefault(input.partition() + new String(input.key(), UTF_8), -1L);
            boolean scored = !new String(input.value(), UTF_8).contains("no number");
            assertThat(offsets.contains(input.partition() + "@" + input.offset()))
                    .as("%s of %s is packed, as one after it is", input.offset(), input.partition())
                    .isEqualTo(!later && scored);
        }
    }

    private static void damaged(String config, EmbeddedBroker broker, TestPipeline pipeline, String packed)
            throws Exception {
        ConsumerRecord<byte[], byte[]> first = pipeline.read(packed).get(0);
        try (PackedDeserializer reader = new PackedDeserializer()) {
            reader.configure(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), PackedDeserializer.PIPELINE, "nobodys"),
                    false);
            PackedRecords records = reader.deserialize(packed, first.value());
            assertThatThrownBy(() -> records.of(first.key()))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(
                            "packed with model 1 of pipeline \"nobodys\", which its models topic does not have");
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(packed, 0, first.key(), first.value()))
                    .get();
            CommandRun twice = CommandRun.sluice("verify-packed", "-c", config);
            assertThat(twice.exitCode()).isEqualTo(ExitCode.MISMATCH);
            assertThat(twice.out()).contains("do not hold, the first: packed-telemetry-");
            producer.send(new ProducerRecord<>(packed, 0, first.key(), "nonsense".getBytes(UTF_8)))
                    .get();
            CommandRun nonsense = CommandRun.sluice("unpack", "-c", config, "--to-topic", "packed-back-2");
            assertThat(nonsense.exitCode()).isEqualTo(ExitCode.CONFIG);
            assertThat(nonsense.err()).contains("packed.packed-0@");
        }
    }
}
