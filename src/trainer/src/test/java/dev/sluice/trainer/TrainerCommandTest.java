package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.command.CommandRunner;
import dev.sluice.command.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainerCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = CommandRunner.commandLine(new TrainerCommand());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    @Test
    void helpTeaches() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("Usage: trainer", "--once", "training.min-records", "Examples:", "Exit codes:");
    }

    @Test
    void aMissingFileIsOneClearLine() {
        assertThat(run("-c", folder.resolve("none.yaml").toString())).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).startsWith("sluice: no such file: ").hasLineCount(1);
    }

    @Test
    void aMistypedKeyNamesTheNearestOne() throws Exception {
        Path file = Files.writeString(
                folder.resolve("sluice.yaml"), "pipeline: pumps\ninput: {topic: t}\ntraining: {min-record: 5}\n");

        assertThat(run("--once", "-c", file.toString())).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains("min-record").contains("min-records");
    }
}
