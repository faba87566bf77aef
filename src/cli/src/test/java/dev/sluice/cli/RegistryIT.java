package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.cli.registry.RegistryProcess;
import dev.sluice.cli.registry.SharedRegistry;
import dev.sluice.cli.replay.Replay;
import dev.sluice.cli.replay.ReplayReport;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.OutputFormat;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.RegistryConfig;
import dev.sluice.pipeline.SerdeConfig;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.pipeline.WireConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.registry.SchemaRegistry;
import dev.sluice.stream.ScoringService;
import dev.sluice.trainer.TrainerService;
import dev.sluice.wire.ContractReader;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Avro from end to end, with a real schema registry and another one's serializers. */
@ExtendWith({SharedBroker.class, SharedRegistry.class})
class RegistryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String FIRST = """
            {"type": "record", "name": "Telemetry", "namespace": "plant", "fields": [
              {"name": "a", "type": "double"},
              {"name": "b", "type": "double"},
              {"name": "c", "type": "double"},
              {"name": "d", "type": "double"}]}""";

    /** One field renamed by alias, one made nullable, one removed, one added. */
    private static final String SECOND = """
            {"type": "record", "name": "Telemetry", "namespace": "plant", "fields": [
              {"name": "note", "type": "string", "default": ""},
              {"name": "alpha", "type": "double", "aliases": ["a"]},
              {"name": "b", "type": ["null", "double"], "default": null},
              {"name": "c", "type": "double"}]}""";

    private static PipelineConfig avro(PipelineConfig config, RegistryProcess registry) {
        InputConfig input = new InputConfig(config.input().topic(), Format.AVRO, "key", "record", List.of(), ',');
        return config.withInput(input).withWire(WireConfig.of(RegistryConfig.at(registry.url())));
    }

    private static Map<String, Object> apicurio(RegistryProcess registry) {
        return new HashMap<>(Map.of("apicurio.registry.url", registry.ownUrl()));
    }

    @Test
    void scoresAvroWhileItsSchemaChangesAndWritesWhatOthersRead(
            EmbeddedBroker broker, RegistryProcess process, @TempDir Path state) throws Exception {
        SchemaRegistry registry = new SchemaRegistry(RegistryConfig.at(process.url()));
        try (TestPipeline pipeline = new TestPipeline("avro", 2, broker, state, c -> avro(c, process));
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC());
                ScoringService scorer = new ScoringService(pipeline.config)) {
            AvroSender first = new AvroSender(pipeline, registry, FIRST, 1);
            first.send(1_000);
            assertThat(trainer.trainOnce()).isPresent();
            scorer.start();
            String topic = pipeline.config.topics().scores();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.read(topic)).hasSize(1_000));

            new AvroSender(pipeline, registry, SECOND, 2).send(200);
            byte[] unknown = first.bytes(first.normal());
            unknown[1] = 0x7F;
            pipeline.send("device-1".getBytes(UTF_8), unknown);
            try (AvroKafkaSerializer<GenericRecord> serializer = new AvroKafkaSerializer<>()) {
                Map<String, Object> settings = apicurio(process);
                settings.put("apicurio.registry.auto-register", "true");
                serializer.configure(settings, false);
                for (int n = 0; n < 100; n++) {
                    pipeline.send(
                            "device-1".getBytes(UTF_8),
                            serializer.serialize(pipeline.config.input().topic(), first.normal()));
                }
            }
            pipeline.flush();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.read(topic)).hasSize(1_300));
            List<ConsumerRecord<byte[], byte[]>> dead =
                    pipeline.read(pipeline.config.topics().deadLetters());
            assertThat(dead).hasSize(1);
            assertThat(dead.get(0).value()).isEqualTo(unknown);
            assertThat(new String(
                            dead.get(0).headers().lastHeader("sluice.reason").value(), UTF_8))
                    .isEqualTo("value: expected Avro with a schema that the registry has, got unknown schema id "
                            + ByteBuffer.wrap(unknown).getInt(1));

            List<Score> scores = scores(pipeline, registry);
            assertThat(scores.stream().filter(s -> s.getMissing() == 1)).hasSize(200);
            assertThat(scores.stream().filter(s -> s.getMissing() == 0)).hasSize(1_100);
            assertThat(scores.stream().filter(Score::getAnomaly).count()).isLessThan(40);
            assertReadByOthers(pipeline, process, scores);
            ReplayReport replay = Replay.ofAll(pipeline.config).run();
            assertThat(replay.identical()).isTrue();
            assertThat(replay.scores()).isEqualTo(1_300);
        }
    }

    private static List<Score> scores(TestPipeline pipeline, SchemaRegistry registry) throws BadRecordException {
        ContractReader reader = new ContractReader(registry);
        List<Score> scores = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                pipeline.read(pipeline.config.topics().scores())) {
            assertThat(record.value()[0]).isZero();
            scores.add(reader.decode(record.value(), Score.class));
        }
        return scores;
    }

    private static void assertReadByOthers(TestPipeline pipeline, RegistryProcess process, List<Score> scores) {
        try (AvroKafkaDeserializer<GenericRecord> deserializer = new AvroKafkaDeserializer<>()) {
            deserializer.configure(apicurio(process), false);
            String topic = pipeline.config.topics().scores();
            List<GenericRecord> theirs = pipeline.read(topic).stream()
                    .map(r -> deserializer.deserialize(topic, r.value()))
                    .toList();
            assertThat(theirs.stream().map(r -> (double) r.get("score")))
                    .containsExactlyElementsOf(
                            scores.stream().map(Score::getScore).toList());
            assertThat(theirs.get(0).getSchema().getFullName()).isEqualTo("dev.sluice.contract.Score");
            String latents = pipeline.config.topics().latents();
            assertThat(pipeline.read(latents).stream()
                            .map(r -> deserializer.deserialize(latents, r.value()))
                            .map(r -> r.get("values")))
                    .hasSize(1_300)
                    .doesNotContainNull();
        }
    }

    /**
     * With the shorter interval a thread is replaced in the middle of the outage. With the longer, usual one it waits in
     * place until its transaction has timed out.
     */
    @ParameterizedTest
    @ValueSource(strings = {"12000", "300000"})
    void waitsWhileTheRegistryStandsStillAndLosesNothing(
            String pollInterval, EmbeddedBroker broker, RegistryProcess process, @TempDir Path state) throws Exception {
        SchemaRegistry registry = new SchemaRegistry(RegistryConfig.at(process.url()));
        try (TestPipeline pipeline = new TestPipeline(
                        "patient-" + pollInterval,
                        2,
                        broker,
                        state,
                        c -> avro(c, process).withKafka(withPollInterval(c.kafka(), pollInterval)));
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC());
                ScoringService scorer = new ScoringService(pipeline.config)) {
            AvroSender first = new AvroSender(pipeline, registry, FIRST, 1);
            AvroSender second = new AvroSender(pipeline, registry, SECOND, 2);
            first.send(1_000);
            assertThat(trainer.trainOnce()).isPresent();
            scorer.start();
            String topic = pipeline.config.topics().scores();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.read(topic)).hasSize(1_000));

            process.suspend();
            try {
                first.send(100);
                second.send(200);
                first.send(100);
                await().atMost(PATIENCE).until(() -> isWaiting(scorer));
                assertThat(scorer.status().ready()).isFalse();
                assertThat(scorer.status().alive()).isTrue();
                await().during(Duration.ofSeconds(25))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> isWaiting(scorer));
            } finally {
                process.resume();
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.read(topic)).hasSize(1_400));
            await().atMost(PATIENCE).until(() -> scorer.status().ready());
            assertThat(pipeline.read(pipeline.config.topics().deadLetters())).isEmpty();
            assertThat(scores(pipeline, registry).stream().map(s -> s.getPartition() + "@" + s.getOffset()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void scoresWithSerializersOfTheUsers(EmbeddedBroker broker, RegistryProcess process, @TempDir Path state)
            throws Exception {
        SchemaRegistry registry = new SchemaRegistry(RegistryConfig.at(process.url()));
        Map<String, String> properties =
                Map.of("apicurio.registry.url", process.ownUrl(), "apicurio.registry.auto-register", "true");
        WireConfig wire = new WireConfig(
                RegistryConfig.NONE,
                OutputFormat.AUTO,
                new SerdeConfig(AvroKafkaDeserializer.class.getName(), "", properties),
                new SerdeConfig(AvroKafkaSerializer.class.getName(), "", properties));
        try (TestPipeline pipeline = new TestPipeline("serdes", 1, broker, state, c -> c.withWire(wire));
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC());
                ScoringService scorer = new ScoringService(pipeline.config)) {
            new AvroSender(pipeline, registry, FIRST, 1).send(600);
            pipeline.send("device-1", "no Avro");
            pipeline.flush();
            assertThat(trainer.trainOnce()).isPresent();
            scorer.start();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    pipeline.read(pipeline.config.topics().scores()))
                            .hasSize(600));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    pipeline.read(pipeline.config.topics().deadLetters()))
                            .hasSize(1));
            assertThat(scores(pipeline, registry))
                    .allSatisfy(s -> assertThat(s.getMissing()).isZero());
        }
    }

    @Test
    void theCommandsKnowAvro(EmbeddedBroker broker, RegistryProcess process, @TempDir Path folder) throws Exception {
        StringBuilder rows = new StringBuilder("device,flow,heat,state\n");
        Random random = new Random(5);
        for (int n = 0; n < 1_200; n++) {
            double cause = random.nextGaussian();
            rows.append(String.format(
                    Locale.ROOT,
                    "d%d,%.3f,%.3f,%s%n",
                    n % 3,
                    cause,
                    2 * cause + 0.1 * random.nextGaussian(),
                    n % 2 == 0 ? "on" : "off"));
        }
        String csv = Files.writeString(folder.resolve("rows.csv"), rows).toString();
        String file = folder.resolve("p.yaml").toString();
        String server = broker.bootstrapServers();
        String url = process.url();

        assertOk(CommandRun.sluice(
                "produce",
                csv,
                "-t",
                "avro-cli",
                "--key",
                "device",
                "--format",
                "avro",
                "--registry",
                url,
                "-b",
                server));
        assertThat(CommandRun.sluice("init", "-t", "avro-cli", "-o", file, "-b", server)
                        .err())
                .contains("records in Avro need a schema registry: name it with --registry URL");
        assertThat(assertOk(CommandRun.sluice("init", "-t", "avro-cli", "-o", file, "-b", server, "--registry", url)))
                .contains("1,000 records of avro-cli: avro, 2 features")
                .contains("device, state");
        PipelineConfig config = PipelineFile.load(Path.of(file), Map.of("SLUICE_KAFKA_STATE_DIR", folder + "/state"));
        assertThat(config.input().format()).isEqualTo(Format.AVRO);
        assertThat(assertOk(CommandRun.sluice("doctor", "-c", file)))
                .contains(url + " answers; the outputs fit subjects avro-cli.scores-value")
                .contains("200 of the latest 200 can be read, features: 2");

        try (TrainerService trainer = new TrainerService(
                        config.withTraining(new TrainingConfig(
                                        Duration.ofHours(24), Duration.ofSeconds(8), 500, 10_000, 1, 8, 3, 128, 3e-3)
                                .withSearch(Duration.ZERO)),
                        Clock.systemUTC());
                ScoringService scorer = new ScoringService(config.withHttp(new HttpConfig("127.0.0.1", 0)))) {
            assertThat(trainer.trainOnce()).isPresent();
            scorer.start();
            await().atMost(PATIENCE).until(() -> scorer.status().ready());
            TopicContent scores = new TopicContent(broker, "avro-cli.scores");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(scores.records()).hasSize(1_200));
        }
        assertThat(assertOk(CommandRun.sluice("tail", "scores", "-c", file, "--no-follow", "--limit", "2", "--json")))
                .contains("{\"entity\":\"d0\",\"topic\":\"avro-cli\",\"partition\":0,\"offset\":0,");
        assertThat(assertOk(CommandRun.sluice("tail", "latents", "-c", file, "--no-follow", "--limit", "1")))
                .contains("avro-cli-0@0");
        assertThat(assertOk(CommandRun.sluice("evaluate", "-c", file, "--last", "300", "--label", "state")))
                .contains("state, 2 classes");
    }

    private static String assertOk(CommandRun run) {
        assertThat(run.exitCode()).as("%s%s", run.out(), run.err()).isEqualTo(ExitCode.OK);
        return run.out();
    }

    private static boolean isWaiting(ScoringService scorer) {
        return scorer.status().state().startsWith("waiting for the schema registry");
    }

    private static Map<String, String> withPollInterval(Map<String, String> kafka, String millis) {
        Map<String, String> settings = new HashMap<>(kafka);
        settings.put("max.poll.interval.ms", millis);
        return settings;
    }
}
