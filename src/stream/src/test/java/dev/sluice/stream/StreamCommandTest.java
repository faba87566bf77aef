package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.command.CommandRunner;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return CommandRunner.commandLine(new StreamCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void helpSaysWhatItReadsAndHowItEnds() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("Usage: stream", "--config=FILE", "dead letter", "readyz", "Exit codes:", "6");
    }

    @Test
    void namesAFileThatIsNotThere(@TempDir Path dir) {
        Path file = dir.resolve("pumps.yaml");
        assertThat(run("-c", file.toString())).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains(file.toString());
    }

    @Test
    void namesTheKeyThatIsWrong(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("pumps.yaml"), "pipeline: pumps\ninputs: {topic: telemetry}\n");
        assertThat(run("-c", file.toString())).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains("inputs");
    }

    @Test
    void knowsNoOtherOption() {
        assertThat(run("--nonsense")).isEqualTo(ExitCode.USAGE);
    }
}
