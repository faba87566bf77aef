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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class ModelsIT {

    private static final byte[] FIRST = ArtifactWriter.write(TestModels.artifact(1, 2, "a", "b", "c"));

    @TempDir
    Path folder;

    private String config;

    /** Version 1 is active, 2 was altered on the way, 3 was turned down without an artifact. */
    @BeforeEach
    void publish(EmbeddedBroker broker) throws Exception {
        config = Files.writeString(
                        folder.resolve("p.yaml"),
                        "pipeline: pumps\ninput: {topic: in}\nkafka: {bootstrap.servers: " + broker.bootstrapServers()
                                + "}\n")
                .toString();
        if (!new TopicContent(broker, "pumps.models").records().isEmpty()) {
            return;
        }
        byte[] altered = ArtifactWriter.write(TestModels.artifact(2, 2, "a", "b", "c"));
        altered[altered.length - 1] ^= 1;
        new TopicContent(broker, "pumps.activations")
                .with(
                        1,
                        "pumps",
                        activation(1, Decision.PROMOTED, "the first"),
                        activation(3, Decision.REJECTED, "no better"),
                        "garbage".getBytes(UTF_8));
        new TopicContent(broker, "pumps.models").with(1, "2", altered);
        new TopicContent(broker, "pumps.models").with(1, "1", FIRST);
    }

    private static byte[] activation(int version, Decision decision, String reason) {
        return ContractJson.encode(
                new Activation("pumps", version, decision, reason, "trainer", 1_700_000_000_000L, Map.of(), List.of()));
    }

    @Test
    void listsEveryVersionAndMarksTheActiveOne() {
        CommandRun run = CommandRun.sluice("models", "list", "-c", config);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        l -> assertThat(l).startsWith("version"),
                        l -> assertThat(l)
                                .containsPattern("^1 \\* +promoted +2023-11-14T22:13:20Z +undercomplete +3 +2 +7 ")
                                .endsWith("the first"),
                        l -> assertThat(l).startsWith("2").contains("unreadable"),
                        l -> assertThat(l).startsWith("3").contains("rejected").endsWith("no better"));
        assertThat(run.err()).contains("not readable: pumps.activations-0@2");
    }

    @Test
    void listsJsonWithoutWeights() {
        CommandRun run = CommandRun.sluice("models", "list", "-c", config, "--json");
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out().lines().findFirst().orElseThrow())
                .startsWith(
                        "{\"version\":1,\"active\":true,\"verification\":\"verified\",\"signedBy\":\"nobody\",\"activation\":{")
                .contains("\"decision\":\"PROMOTED\"", "\"rowsFit\":7")
                .doesNotContain("weights")
                .doesNotContain("golden");
    }

    @Test
    void showsTheActiveVersion() {
        CommandRun run = CommandRun.sluice("models", "show", "-c", config);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("1 (active)", "verified", "3-4-2-4-3");
    }

    @Test
    void showsWhyAScorerWouldRefuseAVersion() {
        CommandRun run = CommandRun.sluice("models", "show", "2", "-c", config);
        assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH);
        assertThat(run.out()).contains("version 2 refused: artifact digest does not match");
    }

    @Test
    void exportsTheBytesThatWerePublished() throws Exception {
        Path file = folder.resolve("m");
        CommandRun run = CommandRun.sluice("models", "export", "1", "-c", config, "--out", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(FIRST);
    }

    @Test
    void aVersionThatIsNotThereListsThoseThatAre() {
        CommandRun run = CommandRun.sluice("models", "show", "9", "-c", config);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.err()).contains("has no artifact of version 9; it has [1, 2]");
    }
}
