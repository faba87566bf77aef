package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.command.ExitCode;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class SluiceTest {

    @Test
    void teachesWithoutArguments() {
        CommandRun run = CommandRun.sluice();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("Try it:", "Run it:", "Look at it:", "Exit codes:", "sluice produce");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theHelpExplainsEveryExitCode() throws IllegalAccessException {
        Map<String, String> explained =
                Sluice.commandLine().getCommandSpec().usageMessage().exitCodeList();
        for (Field code : ExitCode.class.getFields()) {
            assertThat(explained).as(code.getName()).containsKey(String.valueOf(code.getInt(null)));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAHelpOfItsOwnAndIsListed(CommandLine command) {
        String path = command.getCommandSpec().qualifiedName(" ").replaceFirst("^sluice ", "");
        String[] arguments = (path + " --help").split(" ");
        CommandRun run = CommandRun.sluice(arguments);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("Usage: sluice " + path);
        if (!path.contains(" ")) {
            assertThat(CommandRun.sluice("--help").out()).containsPattern("(?m)^  " + path + " +[A-Z]");
        }
    }

    static Stream<CommandLine> commands() {
        return Sluice.commandLine().getSubcommands().values().stream()
                .flatMap(c -> Stream.concat(Stream.of(c), c.getSubcommands().values().stream()));
    }

    @Test
    void anUnknownCommandIsAUsageErrorInTwoLines() {
        CommandRun run = CommandRun.sluice("qqqq");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("qqqq").contains("See `sluice --help`.").hasLineCount(2);
    }

    @Test
    void anUnknownOptionNamesTheHelpOfItsCommand() {
        CommandRun run = CommandRun.sluice("produce", "f.csv", "--topci", "t");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--topci").contains("See `sluice produce --help`.");
    }

    @Test
    void namesItsVersion() {
        CommandRun run = CommandRun.sluice("--version");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("sluice ").contains("Java ");
    }
}
