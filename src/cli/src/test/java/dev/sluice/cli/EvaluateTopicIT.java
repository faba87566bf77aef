package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactAssembler;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.record.ContractJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The active model of a pipeline, on the latest records of its topic. */
@ExtendWith(SharedBroker.class)
class EvaluateTopicIT {

    @TempDir
    Path folder;

    private String config(EmbeddedBroker broker, String pipeline, String topic) throws Exception {
        return Files.writeString(
                        folder.resolve(pipeline + topic + ".yaml"),
                        "pipeline: " + pipeline + "\ninput: {topic: " + topic + "}\nkafka: {bootstrap.servers: "
                                + broker.bootstrapServers() + "}\n")
                .toString();
    }

    @Test
    void evaluatesAndGeneratesWithThePipelinesActiveModel(EmbeddedBroker broker) throws Exception {
        ModelArtifact artifact = ArtifactAssembler.assemble(
                "valves",
                "undercomplete",
                TestModels.model(1, 2, "a", "b", "c"),
                "1 per day per entity",
                List.of(Observation.of(0.1, 0.2, 0.3)),
                TestModels.artifact(1, 2, "a", "b", "c").getProvenance());
        new TopicContent(broker, "valves.models").with(1, "1", ArtifactWriter.write(artifact));
        new TopicContent(broker, "valves.activations")
                .with(
                        1,
                        "valves",
                        ContractJson.encode(new Activation(
                                "valves",
                                1,
                                Decision.PROMOTED,
                                "first",
                                "trainer",
                                1_700_000_000_000L,
                                Map.of(),
                                List.of())));
        Random random = new Random(4);
        byte[][] records = new byte[60][];
        for (int i = 0; i < records.length; i++) {
            records[i] = String.format(
                            Locale.ROOT,
                            "{\"a\":%.3f,\"b\":%.3f,\"c\":%.3f,\"state\":\"%s\"}",
                            random.nextGaussian(),
                            random.nextGaussian(),
                            random.nextGaussian(),
                            i % 2 == 0 ? "on" : "off")
                    .getBytes(UTF_8);
        }
        new TopicContent(broker, "valves-in").with(1, "v", records);
        String config = config(broker, "valves", "valves-in");

        CommandRun run = CommandRun.sluice("evaluate", "-c", config, "--last", "50", "--label", "state");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("version 1: 3 columns to a code of 2")
                .contains("tested on 10 rows, PCA and classifiers fitted on 40 rows")
                .contains("state, 2 classes");

        String made = folder.resolve("made.jsonl").toString();
        Path around = Files.write(folder.resolve("around.jsonl"), records[0]);
        run = CommandRun.sluice("generate", "-c", config, "--around", around.toString(), "-o", made);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(Path.of(made))).hasSize(100);

        assertThat(CommandRun.sluice("evaluate", "-c", config, "--model-version", "7"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.CONFIG))
                .satisfies(r -> assertThat(r.err()).contains("no artifact of version 7; it has [1]"));
        assertThat(CommandRun.sluice("evaluate", "-c", config, "--from", "2999-01-01T00:00:00Z"))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.CONFIG))
                .satisfies(r -> assertThat(r.err()).contains("topic valves-in has no record among its latest since"));
        assertThat(CommandRun.sluice("evaluate", "-c", config(broker, "valves", "nowhere")))
                .satisfies(r -> assertThat(r.exitCode()).isEqualTo(ExitCode.BROKER))
                .satisfies(r -> assertThat(r.err()).contains("topic nowhere does not exist at"));
    }
}
