package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.ContractJson;
import dev.sluice.trainer.TrainerService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Operators' commands on a real broker. */
@ExtendWith(SharedBroker.class)
class ModelsControlIT {

    @TempDir
    Path folder;

    private static byte[] artifact(String pipeline, int version) {
        ModelArtifact artifact = TestModels.artifact(version, 2, "a", "b", "c");
        artifact.put("pipeline", pipeline);
        return ArtifactWriter.write(artifact);
    }

    /** A pipeline with a file of its own; by the trainer, versions 1 and 2 were promoted. */
    private String pipeline(String name, EmbeddedBroker broker) throws Exception {
        for (int version = 1; version <= 2; version++) {
            new TopicContent(broker, name + ".models").with(1, "" + version, artifact(name, version));
            new TopicContent(broker, name + ".activations")
                    .with(
                            1,
                            name,
                            ContractJson.encode(new Activation(
                                    name, version, Decision.PROMOTED, "better", "trainer", 1L, Map.of(), List.of())));
        }
        return file(name, broker);
    }

    private String file(String name, EmbeddedBroker broker) throws Exception {
        return Files.writeString(
                        folder.resolve(name + ".yaml"),
                        "pipeline: " + name + "\ninput: {topic: in}\nkafka: {bootstrap.servers: "
                                + broker.bootstrapServers() + "}\n")
                .toString();
    }

    private static CommandRun models(String config, String... arguments) {
        return CommandRun.sluice(Stream.of(List.of("models"), List.of(arguments), List.of("-c", config))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static List<String> decisions(String name, EmbeddedBroker broker) {
        List<String> decisions = new TopicContent(broker, name + ".activations").values();
        return decisions.subList(2, decisions.size());
    }

    @Test
    void eachChangeIsAnEventWithWhoAndWhy(EmbeddedBroker broker) throws Exception {
        String config = pipeline("taps", broker);

        assertThat(models(config, "rollback", "--by", "anna", "--reason", "too many alerts"))
                .satisfies(run -> {
                    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
                    assertThat(run.out())
                            .startsWith("Version 1 is active again; before it was version 2. Running scorers");
                });
        assertThat(models(config, "promote", "2").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(models(config, "pin", "1", "--by", "ben").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(models(config, "list").out()).containsPattern("(?m)^1 \\* pinned +pinned ");
        assertThat(models(config, "unpin").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(models(config, "promote", "2").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(models(config, "reject", "2", "--reason", "broken").exitCode())
                .isEqualTo(ExitCode.OK);

        assertThat(decisions("taps", broker))
                .satisfiesExactly(
                        d -> assertThat(d).contains("ROLLED_BACK", "too many alerts", "anna"),
                        d -> assertThat(d).contains("PROMOTED", "`sluice models promote`"),
                        d -> assertThat(d).contains("PINNED", "ben"),
                        d -> assertThat(d).contains("UNPINNED"),
                        d -> assertThat(d).contains("PROMOTED"),
                        d -> assertThat(d).contains("REJECTED", "broken"),
                        d -> assertThat(d).contains("ROLLED_BACK", "version 2 was rejected: broken"));
        assertThat(models(config, "diff", "1", "2").out()).contains("largest weight difference");
    }

    @Test
    void whatCannotBeDoneSaysSoAndWritesNothing(EmbeddedBroker broker) throws Exception {
        String config = pipeline("gates", broker);

        assertThat(models(config, "promote", "9").exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(models(config, "promote").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(models(config, "unpin").exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(models(config, "accept-regime").err()).contains("no change of regime is reported");
        assertThat(models(config, "promote", "1", "--by", "trainer").err()).contains("say who you are");
        new TopicContent(broker, "gates.models").with(1, "3", new byte[99]);
        assertThat(models(config, "promote", "3")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH);
            assertThat(run.err()).contains("scorers would refuse version 3: ", "Nothing is written.");
        });
        assertThat(models(config, "import", folder.resolve("none").toString()).exitCode())
                .isEqualTo(ExitCode.CONFIG);
        String hostile = Files.write(folder.resolve("m"), new byte[99]).toString();
        assertThat(models(config, "import", hostile, "--promote")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
            assertThat(run.err()).contains("not a model artifact");
        });

        assertThat(decisions("gates", broker)).isEmpty();
        assertThat(models(file("nowhere", broker), "rollback")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.BROKER);
            assertThat(run.err()).contains("topic nowhere.models does not exist");
        });
    }

    @Test
    void whatWasExportedIsImportedIntoAPipelineWithoutAnyModel(EmbeddedBroker broker) throws Exception {
        String config = file("locks", broker);
        String model = Files.write(folder.resolve("m"), artifact("locks", 7)).toString();

        assertThat(models(config, "import", model, "--promote")).satisfies(run -> {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(run.out()).contains("Version 7 is imported.", "It is active");
        });
        assertThat(models(config, "import", model, "--promote").out()).contains("active already");
        Path exported = folder.resolve("again");
        assertThat(models(config, "export", "7", "--out", exported.toString()).exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(exported).hasBinaryContent(artifact("locks", 7));
        assertThat(models(config, "verify")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH);
            assertThat(run.out()).contains("version 7: it was imported");
        });
    }

    @Test
    void aTrainedModelIsMadeAgainToTheBit(EmbeddedBroker broker) throws Exception {
        try (TestPipeline pipeline = new TestPipeline("receipts", 2, broker, folder.resolve("state"));
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC())) {
            pipeline.sendNormal(600);
            assertThat(trainer.trainOnce()).isPresent();
            pipeline.sendNormal(200);
            assertThat(trainer.trainOnce()).isPresent();
            String config = Files.writeString(
                            folder.resolve("r.yaml"),
                            PipelineFile.render(pipeline.config) + "kafka: {bootstrap.servers: "
                                    + broker.bootstrapServers() + "}\n")
                    .toString();

            CommandRun first = models(config, "verify", "--all");
            assertThat(first.exitCode()).as(first.out()).isEqualTo(ExitCode.OK);
            assertThat(first.out()).containsPattern("(?m)^1 +identical").containsPattern("(?m)^2 +identical");
            CommandRun second = models(config, "verify", "2");
            assertThat(digests(second)).containsExactly(digests(first).get(1));
        }
    }

    private static List<String> digests(CommandRun run) {
        return run.out()
                .lines()
                .skip(1)
                .map(line -> line.split(" +")[2] + line.split(" +")[3])
                .toList();
    }
}
