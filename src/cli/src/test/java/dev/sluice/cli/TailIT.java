package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.Score;
import dev.sluice.record.ContractJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice tail}. */
@ExtendWith(SharedBroker.class)
class TailIT {

    @TempDir
    Path folder;

    private String config(EmbeddedBroker broker, String pipeline) throws Exception {
        return Files.writeString(
                        folder.resolve("p.yaml"),
                        "pipeline: " + pipeline + "\ninput: {topic: in}\nkafka: {bootstrap.servers: "
                                + broker.bootstrapServers() + "}\n")
                .toString();
    }

    private static byte[] score(String entity, long offset, double score) {
        return ContractJson.encode(new Score(
                entity,
                "in",
                0,
                offset,
                1_700_000_000_000L,
                1,
                score,
                0.01,
                0.5,
                score >= 1,
                0,
                List.of(new FieldContribution("m5", 0.91, 0.12, 0.61, null, null))));
    }

    @Test
    void showsTheScoresThatAreThereAndEnds(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "tailed.scores")
                .with(1, null, score("a", 1, 0.5), score("b", 2, 1.5), "no score".getBytes(UTF_8), score("a", 3, 2.5));
        String config = config(broker, "tailed");
        CommandRun all = CommandRun.sluice("tail", "scores", "--config", config, "--no-follow");
        assertThat(all.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(all.out().lines()).hasSize(3).anyMatch(l -> l.contains("! 1.5") && l.contains("in-0@2"));
        assertThat(all.err()).contains("tailed.scores-0@2 is not readable");

        CommandRun entity = CommandRun.sluice(
                "tail", "scores", "--config", config, "--from-beginning", "--entity", "a", "--limit", "2", "--json");
        assertThat(entity.out().lines())
                .containsExactly(new String(score("a", 1, 0.5), UTF_8), new String(score("a", 3, 2.5), UTF_8));
    }

    @Test
    void showsDeadLettersWithTheirValues(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "buried.dead-letters").with(1, "k", "{\"x\":".getBytes(UTF_8));
        CommandRun run =
                CommandRun.sluice("tail", "dead-letters", "-c", config(broker, "buried"), "--no-follow", "--json");
        assertThat(run.out()).contains("\"keyText\":\"k\"", "\"valueText\":\"{\\\"x\\\":\"");
    }

    @Test
    void aTopicThatDoesNotExistIsNamedWithWhoMakesIt(EmbeddedBroker broker) throws Exception {
        CommandRun run = CommandRun.sluice("tail", "alerts", "-c", config(broker, "absent"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKER);
        assertThat(run.err()).contains("topic absent.alerts does not exist").contains("`sluice stream` creates it");
    }

    @Test
    void aPipelineFileThatDoesNotExistIsNamedWithWhatWritesOne() {
        CommandRun run = CommandRun.sluice(
                "tail", "alerts", "-c", folder.resolve("none.yaml").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.err()).contains("no pipeline file").contains("sluice init --topic");
    }

    @Test
    void aTopicThatIsNoneListsThoseThatAre() {
        CommandRun run = CommandRun.sluice("tail", "scors");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("expected one of [scores, latents, alerts, dead-letters, drift], got \"scors\"");
    }
}
