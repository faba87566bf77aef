package dev.sluice.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.CommandRun;
import dev.sluice.cli.Sluice;
import dev.sluice.command.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash. */
class CompletionCommandTest {

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void writeTheScript() throws Exception {
        assumeTrue(ManCommandTest.isInstalled("bash"), "skipped: bash is not installed");
        CommandRun run = CommandRun.sluice("completion");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        script = Files.writeString(folder.resolve("completion"), run.out());
    }

    private List<String> bash(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "--noprofile"));
        command.addAll(List.of(arguments));
        Process bash = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as(said).isZero();
        return said.isBlank() ? List.of() : List.of(said.strip().split("\\s+"));
    }

    /** What bash offers for the last word of a command line, through the function that the script registers. */
    private List<String> offered(String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-c",
                // Outside of a completion that is under way, compopt has nothing to set, and complains.
                "source \"$1\"; shift; compopt() { :; }; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\";"
                        + " COMP_POINT=${#COMP_LINE}; f=$(complete -p sluice); f=${f#*-F }; ${f%% *};"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash",
                script.toString()));
        arguments.addAll(List.of(words));
        return bash(arguments.toArray(String[]::new));
    }

    @Test
    void isValidBashWhichSaysNothingWhenRead() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
        assertThat(bash("-c", "source \"$1\"", "bash", script.toString())).isEmpty();
    }

    @Test
    void offersEveryCommand() throws Exception {
        List<String> commands = offered("sluice", "");
        assertThat(commands).containsAll(Sluice.commandLine().getSubcommands().keySet());
    }

    @Test
    void offersSubcommandsOptionsAndTopics() throws Exception {
        assertThat(offered("sluice", "mod")).containsExactly("models");
        assertThat(offered("sluice", "models", "ro")).containsExactly("rollback");
        assertThat(offered("sluice", "tail", "--from")).containsExactly("--from-beginning");
        assertThat(offered("sluice", "tail", "sc")).contains("scores");
    }

    @Test
    void offersFilesWhereAFileIsExpected() throws Exception {
        Files.createFile(folder.resolve("pumps.yaml"));
        assertThat(offered("sluice", "doctor", "--config", "pum")).containsExactly("pumps.yaml");
    }
}
