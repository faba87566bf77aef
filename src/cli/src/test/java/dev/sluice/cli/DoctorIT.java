package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.record.ContractJson;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class DoctorIT {

    @TempDir
    Path folder;

    private CommandRun doctor(String servers, String yaml, String... more) throws Exception {
        Path file = Files.writeString(
                folder.resolve("p.yaml"), yaml + "\nkafka: {bootstrap.servers: \"" + servers + "\"}\n");
        String[] arguments = new String[more.length + 3];
        arguments[0] = "doctor";
        arguments[1] = "--config";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandRun.sluice(arguments);
    }

    @Test
    void findsNothingWrongBeforeTheFirstModel(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "healthy-in").with(2, "k", "{\"x\":1}".getBytes(UTF_8), "{\"x\":2}".getBytes(UTF_8));
        CommandRun run = doctor(broker.bootstrapServers(), "pipeline: healthy\ninput: {topic: healthy-in}");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .containsPattern("(?m)^ok +broker ")
                .containsPattern("(?m)^ok +transactions +transaction.version 2")
                .containsPattern("(?m)^warn +input +topic healthy-in: partitions: 2, records: 2, .*needs 1,000")
                .containsPattern("(?m)^ok +records +2 of the latest 2 can be read, features: 1")
                .containsPattern("(?m)^ok +outputs +will be created")
                .containsPattern("(?m)^warn +model +none yet")
                .contains("failures: 0, warnings: 2");
    }

    @Test
    void saysHowFewOfTheRecordsAreRecentEnoughToTrainOn(EmbeddedBroker broker) throws Exception {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "x,y\n" + "1,2\n".repeat(20));
        String first = Instant.now().minus(Duration.ofMinutes(19 * 60 + 30)).toString();
        CommandRun produced = CommandRun.sluice(
                "produce",
                rows.toString(),
                "--topic",
                "sparse-in",
                "--start-time",
                first,
                "--interval",
                "PT1H",
                "--bootstrap-server",
                broker.bootstrapServers());
        assertThat(produced.exitCode()).as(produced.err()).isEqualTo(ExitCode.OK);
        String yaml = "pipeline: sparse\ninput: {topic: sparse-in}\ntraining: {min-records: 10, history: ";
        assertThat(doctor(broker.bootstrapServers(), yaml + "PT5H}").out())
                .containsPattern("(?m)^warn +input .*records: 20, .*; 5 of them within training.history \\(PT5H\\),"
                        + " the first model needs 10$")
                .contains("-> wait, set training.history longer");
        assertThat(doctor(broker.bootstrapServers(), yaml + "P2D}").out()).containsPattern("(?m)^ok +input ");
    }

    @Test
    @Timeout(20)
    void noBrokerIsSaidWithinSeconds() throws Exception {
        int closed;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            closed = probe.getLocalPort();
        }
        CommandRun run = doctor("127.0.0.1:" + closed, "pipeline: lost\ninput: {topic: in}");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKER);
        assertThat(run.out())
                .containsPattern("(?m)^fail +broker +no Kafka broker answers at 127.0.0.1:" + closed + " within 5 s")
                .contains("-> start the broker");
    }

    @Test
    void anInputTopicThatDoesNotExistIsAFailureWithItsMend(EmbeddedBroker broker) throws Exception {
        CommandRun run = doctor(broker.bootstrapServers(), "pipeline: lost\ninput: {topic: nowhere}", "--json");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.out())
                .startsWith("[{\"level\":\"ok\",\"check\":\"java\"")
                .contains(
                        "{\"level\":\"fail\",\"check\":\"input\",\"said\":\"topic nowhere does not exist\",\"mend\":\"");
    }

    @Test
    void aPipelineFileThatCannotBeUsedIsTheFirstFailure(EmbeddedBroker broker) throws Exception {
        CommandRun run = doctor(broker.bootstrapServers(), "pipeline: p\ninput: {topc: t}");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.out()).containsPattern("(?m)^fail +config +.*topc").doesNotContain("broker");
        CommandRun none =
                CommandRun.sluice("doctor", "--config", folder.resolve("none").toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(none.out()).contains("none");
    }

    @Test
    void recordsThatCannotBeReadAreAFailure(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "garbled-in").with(1, null, "a;b".getBytes(UTF_8), "c;d".getBytes(UTF_8));
        CommandRun run = doctor(broker.bootstrapServers(), "pipeline: garbled\ninput: {topic: garbled-in}");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.out()).containsPattern("(?m)^fail +records +");
    }

    @Test
    void outputsWithOtherPartitionsAndAnAlteredModelAreFailures(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "lopsided-in").with(2, null, "{\"x\":1}".getBytes(UTF_8));
        new TopicContent(broker, "lopsided.scores").with(3, null);
        new TopicContent(broker, "lopsided.dead-letters").with(2, null);
        byte[] ofAnother = ArtifactWriter.write(TestModels.artifact(1, 2, "a", "b", "c"));
        new TopicContent(broker, "lopsided.models").with(1, "1", ofAnother);
        new TopicContent(broker, "lopsided.activations")
                .with(
                        1,
                        "lopsided",
                        ContractJson.encode(new Activation(
                                "lopsided", 1, Decision.PROMOTED, "first", "trainer", 1L, Map.of(), List.of())));
        CommandRun run = doctor(broker.bootstrapServers(), "pipeline: lopsided\ninput: {topic: lopsided-in}");
        assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(run.out())
                .containsPattern("(?m)^fail +outputs +topic lopsided.scores has 3 partitions, but the input has 2")
                .containsPattern("(?m)^warn +dead letters +topic lopsided.dead-letters takes 1048588 bytes")
                .containsPattern(
                        "(?m)^fail +model +version 1 is active, but refused: artifact belongs to pipeline \"pumps\"");
    }
}
