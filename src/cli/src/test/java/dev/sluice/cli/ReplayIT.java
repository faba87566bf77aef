package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.ScoringService;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.topic.TopicProvisioner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class ReplayIT {

    @TempDir
    Path folder;

    private KafkaProducer<byte[], byte[]> producer;
    private TestPipeline pipeline;

    @Test
    void whatWasScoredComesOutAgainByteByByteAndATamperedScoreIsFound(EmbeddedBroker broker) throws Exception {
        try (TestPipeline replayed = new TestPipeline("replayed", 2, broker, folder);
                KafkaProducer<byte[], byte[]> p = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                ScoringService scorer = new ScoringService(replayed.config)) {
            pipeline = replayed;
            producer = p;
            try (Admin admin = Admin.create(Map.<String, Object>copyOf(pipeline.config.kafka()))) {
                new TopicProvisioner(admin, pipeline.config).provisionModelTopics();
            }
            publish(1);
            activate(1);
            scorer.start();
            send(300, scorer);
            publish(2);
            activate(2);
            send(200, scorer);
            // Back to what has remembered something of the entities before.
            activate(1);
            send(200, scorer);

            String config = Files.writeString(
                            folder.resolve("p.yaml"),
                            "pipeline: replayed\ninput: {topic: replayed-telemetry}\nkafka: {bootstrap.servers: "
                                    + broker.bootstrapServers() + "}\n")
                    .toString();
            Path report = folder.resolve("replay.json");
            CommandRun all = CommandRun.sluice("replay", "-c", config, "--report", report.toString());
            assertThat(all.out()).endsWith("Replay identical.\n").contains("dead letters");
            assertThat(all.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(report)
                    .content()
                    .contains("\"records\" : 706")
                    .contains("\"scores\" : 700")
                    .contains("\"deadLetters\" : 6")
                    .contains("\"identical\" : true");
            CommandRun part =
                    CommandRun.sluice("replay", "-c", config, "--from", "40", "--to", "90", "--partition", "1");
            assertThat(part.out()).endsWith("Replay identical.\n");

            tamper();
            CommandRun tampered = CommandRun.sluice("replay", "-c", config);
            assertThat(tampered.exitCode()).isEqualTo(ExitCode.MISMATCH);
            assertThat(tampered.out())
                    .contains("differ    1, the first: replayed.scores of input ")
                    .contains("published twice, out of order, or of no input record");
        }
    }

    private void publish(int version) throws Exception {
        ModelArtifact artifact = TestModels.artifact(TestModels.series(version, 2, "a", "b", "c", "d"));
        artifact.put(artifact.getSchema().getField("pipeline").pos(), "replayed");
        producer.send(new ProducerRecord<>(
                        "replayed.models", ModelCatalog.key(version), ArtifactWriter.write(artifact)))
                .get();
    }

    private void activate(int version) throws Exception {
        producer.send(new ProducerRecord<>(
                        "replayed.activations",
                        "replayed".getBytes(UTF_8),
                        ContractJson.encode(new Activation(
                                "replayed", version, Decision.PROMOTED, "test", "test", 1L, Map.of(), List.of()))))
                .get();
        await().atMost(Duration.ofSeconds(30)).until(() -> serving() == 0 || serving() == version);
    }

    private int serving() {
        return served == null ? 0 : served.status().championVersion();
    }

    private ScoringService served;

    /** Records of five entities, two broken ones among them, and waits until each has its outcome. */
    private void send(int count, ScoringService scorer) {
        served = scorer;
        pipeline.sendNormal(count);
        pipeline.send("device-1", "nonsense");
        pipeline.send((String) null, "{\"a\": \"warm\"}");
        pipeline.flush();
        int sent = pipeline.read(pipeline.config.input().topic()).size();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> pipeline.read("replayed.scores").size()
                                + pipeline.read("replayed.dead-letters").size()
                        == sent);
    }

    /** Publishes a score that is there already once more. */
    private void tamper() throws Exception {
        ConsumerRecord<byte[], byte[]> score = pipeline.read("replayed.scores").get(5);
        producer.send(new ProducerRecord<>(
                        score.topic(), score.partition(), score.timestamp(), score.key(), score.value()))
                .get();
    }
}
