package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.cli.evaluate.SmallImages;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Latent;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.ScoringService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pictures all the way: from a file through a topic, a model and the scorer to latents, and back to pictures. */
@ExtendWith(SharedBroker.class)
class ImagesIT {

    private static final int RECORDS = 1_200;
    private static final int LATENTS = 6;

    @TempDir
    Path folder;

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun succeed(String... arguments) {
        CommandRun run = CommandRun.sluice(arguments);
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.OK);
        return run;
    }

    private String config(EmbeddedBroker broker, String pipeline, String type) throws Exception {
        return Files.writeString(folder.resolve(pipeline + ".yaml"), """
                        pipeline: %s
                        kafka: {bootstrap.servers: "%s", state.dir: "%s"}
                        input: {topic: small-images}
                        features: [{field: pixels, type: array, shape: [8, 8, 1]}]
                        model: {type: %s, latent: %d, hidden: [32], kl-weight: 0.05}
                        training: {max-epochs: 12, search: 0s}
                        http: {port: 0}
                        """.formatted(
                                pipeline, broker.bootstrapServers(), folder.resolve("state"), type, LATENTS))
                .toString();
    }

    @Test
    void picturesBecomeLatentsThatTellTheirKindsAndLatentsBecomePictures(EmbeddedBroker broker) throws Exception {
        Path records = Files.write(folder.resolve("images.jsonl"), SmallImages.records(RECORDS, 5));
        succeed(
                "produce",
                records.toString(),
                "--topic",
                "small-images",
                "--bootstrap-server",
                broker.bootstrapServers());
        succeed(
                "init",
                "--topic",
                "small-images",
                "--out",
                in("suggested.yaml"),
                "--bootstrap-server",
                broker.bootstrapServers());
        assertThat(Files.readString(folder.resolve("suggested.yaml")))
                .contains("{field: pixels, type: array, shape: [8, 8, 1]}");

        String plain = config(broker, "shapes", "undercomplete");
        succeed("trainer", "--once", "--config", plain);
        assertThat(latents(PipelineFile.load(Path.of(plain), Map.of())))
                .hasSize(RECORDS)
                .allMatch(l -> l == LATENTS);

        CommandRun evaluated = succeed(
                "evaluate",
                "--config",
                plain,
                "--label",
                "kind",
                "--reconstructions",
                in("restored.png"),
                "--report",
                in("report.json"));
        assertThat(evaluated.out())
                .contains("64 columns of 1 feature to a code of " + LATENTS)
                .contains("pixels (64 columns)");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(report.at("/reconstruction/latents/explainedVariance").asDouble())
                .isGreaterThan(0.7);
        assertThat(report.at("/classification/representations/0/nearestNeighbours/accuracy")
                        .asDouble())
                .isGreaterThan(0.9);
        assertThat(ImageIO.read(folder.resolve("restored.png").toFile())).isNotNull();
    }

    @Test
    void aVariationalModelMakesNewPicturesAndMovesGivenOnes(EmbeddedBroker broker) throws Exception {
        Path records = Files.write(folder.resolve("images.jsonl"), SmallImages.records(RECORDS, 6));
        String config = config(broker, "shapes-variational", "variational");
        CommandRun evaluated = succeed(
                "evaluate",
                records.toString(),
                "--config",
                config,
                "--label",
                "kind",
                "--save",
                in("m.sluice"),
                "--report",
                in("report.json"));
        assertThat(evaluated.out()).contains("the latents are uncertain: their standard deviation is 0.");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(report.at("/model/latentUncertainty").asDouble()).isBetween(0.01, 0.99);

        succeed("generate", "--model", in("m.sluice"), "-n", "30", "-o", in("made.jsonl"), "--picture", in("made.png"));
        JsonNode made = new ObjectMapper()
                .readTree(Files.readAllLines(folder.resolve("made.jsonl")).get(29));
        assertThat(made.get("pixels")).hasSize(64);
        assertThat(ImageIO.read(folder.resolve("made.png").toFile())).isNotNull();
        succeed(
                "generate",
                "--model",
                in("m.sluice"),
                "--around",
                records.toString(),
                "--spread",
                "0.5",
                "-n",
                "30",
                "-o",
                in("around.csv"));
        assertThat(Files.readAllLines(folder.resolve("around.csv")).get(0)).startsWith("pixels[0],pixels[1],");
        succeed("evaluate", in("around.csv"), "--model", in("m.sluice"));
    }

    /** Sizes of the latents that the scorer gives out. */
    private static List<Integer> latents(PipelineConfig config) throws Exception {
        try (ScoringService scorer = new ScoringService(config)) {
            scorer.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            TopicContent.records(config.kafka(), config.topics().scores())
                                            .size()
                                    >= RECORDS);
        }
        List<Integer> sizes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                TopicContent.records(config.kafka(), config.topics().latents())) {
            sizes.add(ContractJson.decode(record.value(), Latent.class)
                    .getValues()
                    .size());
        }
        return sizes;
    }
}
