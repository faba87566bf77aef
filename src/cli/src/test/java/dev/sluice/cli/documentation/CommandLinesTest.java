package dev.sluice.cli.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every command line that documentation and help show is one that {@code sluice} takes. */
class CommandLinesTest {

    @Test
    void everyCommandLineInABlockOfThePagesParses() throws IOException {
        List<String> refused = new ArrayList<>();
        int seen = 0;
        for (Page page : Page.all()) {
            for (Page.Line line : joined(page.fenced())) {
                Optional<DocumentedCommand> command = DocumentedCommand.in(line.text());
                if (command.isPresent() && !isBench(command.get())) {
                    seen++;
                    refusal(command.get()).ifPresent(e -> refused.add(page.at(line) + ": " + e.getMessage()));
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(seen).isGreaterThan(20);
    }

    /** In running text a command may lack what it needs, but not have what it does not know. */
    @Test
    void everyCommandAndOptionInTheTextOfThePagesIsKnown() throws IOException {
        List<String> unknown = new ArrayList<>();
        int seen = 0;
        for (Page page : Page.all()) {
            for (Page.Line line : page.code()) {
                Optional<DocumentedCommand> command = DocumentedCommand.in(line.text());
                if (command.isPresent() && !isBench(command.get())) {
                    seen++;
                    refusal(command.get())
                            .filter(UnmatchedArgumentException.class::isInstance)
                            .ifPresent(e -> unknown.add(page.at(line) + ": " + e.getMessage()));
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(seen).isGreaterThan(5);
    }

    @Test
    void everyExampleInTheHelpParses() {
        List<String> refused = new ArrayList<>();
        int seen = 0;
        for (CommandSpec command : commands(Sluice.commandLine()).toList()) {
            List<Page.Line> lines = Arrays.stream(command.usageMessage().footer())
                    .filter(l -> l.startsWith("  "))
                    .map(l -> new Page.Line(0, example(l)))
                    .toList();
            for (Page.Line line : joined(lines)) {
                Optional<DocumentedCommand> example = DocumentedCommand.in(line.text());
                if (example.isPresent()) {
                    seen++;
                    refusal(example.get()).ifPresent(e -> refused.add(command.qualifiedName() + ": " + e.getMessage()));
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(seen).isGreaterThan(30);
    }

    /** Without the remark that stands two or more spaces behind it. */
    private static String example(String line) {
        return line.strip().split(" {2,}")[0];
    }

    /** The jar of the commands does not have the benches; their own test looks after these. */
    private static boolean isBench(DocumentedCommand command) {
        return !command.arguments().isEmpty() && command.arguments().get(0).equals("bench");
    }

    private static Optional<ParameterException> refusal(DocumentedCommand command) {
        try {
            Sluice.commandLine().parseArgs(command.arguments().toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            // What another command prints is not known here.
            boolean substituted = command.arguments().stream().anyMatch(a -> a.contains("$("));
            return Optional.of(e).filter(f -> f instanceof UnmatchedArgumentException || !substituted);
        }
    }

    private static Stream<CommandSpec> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec()),
                command.getSubcommands().values().stream().flatMap(CommandLinesTest::commands));
    }

    /** Lines that end with a backslash, with the next. */
    private static List<Page.Line> joined(List<Page.Line> lines) {
        List<Page.Line> joined = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder text = new StringBuilder(lines.get(i).text());
            int number = lines.get(i).number();
            while (text.toString().endsWith("\\") && i + 1 < lines.size()) {
                text.setLength(text.length() - 1);
                text.append(lines.get(++i).text().strip());
            }
            joined.add(new Page.Line(number, text.toString()));
        }
        return joined;
    }

    @Test
    void takesACommandLineOutOfWhatStandsAroundIt() {
        assertThat(arguments("./sluice tail alerts --config pumps.yaml    # what is anomalous"))
                .containsExactly("tail", "alerts", "--config", "pumps.yaml");
        assertThat(arguments("$ SLUICE_LOG_FORMAT=json ./sluice stream > log 2>&1 &"))
                .containsExactly("stream");
        assertThat(arguments("sluice models rollback --reason \"alerts doubled\""))
                .containsExactly("models", "rollback", "--reason", "alerts doubled");
        assertThat(arguments("source <(./sluice completion)")).containsExactly("completion");
        assertThat(DocumentedCommand.in("git clone sluice")).isEmpty();
        assertThat(DocumentedCommand.in("sluice.yaml")).isEmpty();
        assertThat(refusal(new DocumentedCommand("", Arrays.asList("tail", "scores", "--folow"))))
                .containsInstanceOf(UnmatchedArgumentException.class);
    }

    private static List<String> arguments(String line) {
        return DocumentedCommand.in(line).orElseThrow().arguments();
    }
}
