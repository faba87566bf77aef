package dev.sluice.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.CommandRun;
import dev.sluice.cli.Sluice;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.ConfigReference;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ManCommandTest {

    @TempDir
    Path folder;

    static Stream<CommandSpec> commands() {
        return withSubcommands(Sluice.commandLine());
    }

    private static Stream<CommandSpec> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec()),
                command.getSubcommands().values().stream().flatMap(ManCommandTest::withSubcommands));
    }

    private static String page(CommandSpec command) {
        List<String> arguments = new ArrayList<>(List.of("man"));
        arguments.addAll(List.of(command.qualifiedName(" ").split(" ")));
        arguments.remove("sluice");
        CommandRun run = CommandRun.sluice(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        return run.out();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aPageHasEveryOptionArgumentAndSubcommand(CommandSpec command) {
        String page = page(command).replace("\\-", "-");

        assertThat(page).startsWith(".TH ").contains(".SH \"NAME\"\n" + command.qualifiedName("-") + " - ");
        for (OptionSpec option : command.options()) {
            for (String name : option.names()) {
                String shown = option.negatable() ? "--[no-]" + name.substring(2) : name;
                assertThat(page).containsPattern("(?m)^\\.B \"(.*, )?" + Pattern.quote(shown) + "[\",=]");
            }
        }
        command.positionalParameters().forEach(p -> assertThat(page).contains("\n.B \"" + p.paramLabel() + "\"\n"));
        command.subcommands().keySet().forEach(name -> assertThat(page).contains("\n.B \"" + name + "\"\n"));
        assertThat(page).doesNotContain("%n").doesNotContain("${");
    }

    @Test
    void aCommandsOwnExitCodesStandInPlaceOfThoseOfAll() {
        assertThat(CommandRun.sluice("man", "replay").out())
                .contains("something differs; the first difference is printed")
                .doesNotContain("Gave up after");
        assertThat(CommandRun.sluice("man", "tail").out()).contains("Gave up after");
    }

    @Test
    void thePageOfThePipelineFileHasEveryKeyAndItsVariable() {
        String page = CommandRun.sluice("man", "sluice.yaml").out().replace("\\-", "-");
        for (ConfigReference.Key key : ConfigReference.keys()) {
            assertThat(page).contains(".B \"" + key.name() + "\"\n").contains(".B \"" + key.variable());
        }
    }

    @Test
    void writesAllPagesWhichGroffTakesWithoutAWarning() throws Exception {
        CommandRun run = CommandRun.sluice("man", "--out", folder.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        List<Path> pages = files();
        assertThat(pages).hasSize((int) commands().count() + 1);
        assertThat(pages).contains(folder.resolve("man1/sluice-models-show.1"), folder.resolve("man5/sluice.yaml.5"));
        assumeTrue(isInstalled("groff"), "skipped: groff is not installed");
        List<String> command = new ArrayList<>(List.of("groff", "-ww", "-man", "-Tutf8", "-P-cbu"));
        pages.forEach(p -> command.add(p.toString()));
        Path shown = folder.resolve("shown");
        Process groff =
                new ProcessBuilder(command).redirectOutput(shown.toFile()).start();
        String warnings = new String(groff.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(groff.waitFor()).isZero();
        assertThat(warnings).isEmpty();
        assertThat(Files.readString(shown)).contains("NAME", "EXIT STATUS");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    @Test
    void anUnknownPageIsAnErrorThatListsThoseThereAre() {
        CommandRun run = CommandRun.sluice("man", "models", "shwo");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no command \"models shwo\"; sluice models has list, show");
        assertThat(CommandRun.sluice("man", "tail", "--out", folder.toString()).err())
                .contains("leave COMMAND out");
    }
}
