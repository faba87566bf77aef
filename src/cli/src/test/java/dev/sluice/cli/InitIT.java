package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class InitIT {

    @TempDir
    Path folder;

    private CommandRun init(EmbeddedBroker broker, String topic, String... more) {
        String[] arguments = new String[more.length + 7];
        arguments[0] = "init";
        arguments[1] = "--topic";
        arguments[2] = topic;
        arguments[3] = "--out";
        arguments[4] = folder.resolve("p.yaml").toString();
        arguments[5] = "--bootstrap-server";
        arguments[6] = broker.bootstrapServers();
        System.arraycopy(more, 0, arguments, 7, more.length);
        return CommandRun.sluice(arguments);
    }

    private PipelineConfig written() {
        return PipelineFile.load(folder.resolve("p.yaml"), Map.of());
    }

    @Test
    void writesAFileForJsonThatLoads(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "seen")
                .with(
                        3,
                        "pump-1",
                        "{\"flow\":1.5,\"state\":\"on\"}".getBytes(UTF_8),
                        "{\"flow\":2,\"state\":\"off\"}".getBytes(UTF_8),
                        "{".getBytes(UTF_8));
        CommandRun run = init(broker, "seen", "--pipeline", "pumps");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("3 records of seen: json, 1 features, 1 records not readable")
                .containsPattern("flow +1.5 to 2")
                .contains("Left out (text, counters, clocks): state")
                .contains("3 of 3 records have a key, 1 distinct")
                .contains("sluice doctor --config " + folder.resolve("p.yaml"));
        assertThat(written().pipeline()).isEqualTo("pumps");
        assertThat(written().input().topic()).isEqualTo("seen");
        assertThat(written().kafka()).containsEntry("bootstrap.servers", broker.bootstrapServers());
    }

    @Test
    void writesAFileForCsvThatLoads(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "seen-csv").with(1, null, "1|2".getBytes(UTF_8), "3|2.5".getBytes(UTF_8));
        assertThat(init(broker, "seen-csv").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(written().input().format()).isEqualTo(Format.CSV);
        assertThat(written().input().columns()).containsExactly("c0", "c1");
    }

    @Test
    void replacesNoFileUnlessForced(EmbeddedBroker broker) throws Exception {
        new TopicContent(broker, "seen-twice").with(1, null, "{\"x\":1}".getBytes(UTF_8));
        Files.writeString(folder.resolve("p.yaml"), "mine");
        CommandRun refused = init(broker, "seen-twice");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(refused.err()).contains("exists").contains("--force");
        assertThat(folder.resolve("p.yaml")).hasContent("mine");
        assertThat(init(broker, "seen-twice", "--force").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(written().pipeline()).isEqualTo("seen-twice");
    }

    @Test
    void saysThatThereIsNothingToLookAt(EmbeddedBroker broker) throws Exception {
        CommandRun absent = init(broker, "never-made");
        assertThat(absent.exitCode()).isEqualTo(ExitCode.BROKER);
        assertThat(absent.err()).contains("topic never-made does not exist");
        new TopicContent(broker, "nothing-in-it").with(1, null);
        CommandRun empty = init(broker, "nothing-in-it");
        assertThat(empty.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(empty.err()).contains("holds no records to look at");
        assertThat(folder.resolve("p.yaml")).doesNotExist();
    }
}
