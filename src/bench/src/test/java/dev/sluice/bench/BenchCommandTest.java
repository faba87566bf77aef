package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.command.CommandRunner;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... arguments) {
        CommandLine bench = CommandRunner.commandLine(new BenchCommand());
        bench.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return bench.execute(arguments);
    }

    @Test
    void printsTheTableAndWritesTheReport() throws IOException {
        Path report = folder.resolve("report.json");
        assertThat(bench("detection", "--only", "images", "--data", folder.toString(), "--report", report.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("MSE/pixel", "data absent", "0 targets met, 0 missed", "report: " + report);
        assertThat(Files.readString(report)).contains("\"bench\" : \"detection\"");
    }

    @Test
    void withoutANameListsTheBenches() {
        assertThat(bench()).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("detection", "adbench, smd, skab");
    }

    @Test
    void namesWhatIsThereWhereSomethingIsNot() {
        assertThat(bench("detecton")).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains("no bench detecton; there are: detection");
        assertThat(bench("detection", "--only", "smt")).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains("--only: no part smt; detection has calibration");
        assertThat(bench("detection", "--data", "nowhere")).isEqualTo(ExitCode.CONFIG);
        assertThat(err.toString()).contains("--data: no such folder: nowhere");
    }

    /** The commands of the shipped jar have a test of their own. */
    @Test
    void everyBenchThatTheDocumentationNamesIsThereWithItsOptions() throws IOException {
        Path root = Path.of(System.getProperty("basedir", "src/bench"))
                .toAbsolutePath()
                .resolve("../..");
        Pattern call = Pattern.compile("sluice bench((?: [^\\s`#|\\[]+)*)");
        Map<String, Integer> refused = new TreeMap<>();
        int seen = 0;
        for (String page : List.of("README.md", "CONTRIBUTING.md", "docs/benches.md")) {
            List<String> lines = call.matcher(
                            Files.readString(root.resolve(page)).replaceAll("\\s*\\n\\s*", " # "))
                    .results()
                    .map(m -> m.group(1).strip())
                    .filter(a -> !a.isEmpty())
                    .toList();
            for (String arguments : lines) {
                seen++;
                CommandLine bench = CommandRunner.commandLine(new BenchCommand());
                bench.parseArgs(arguments.split(" "));
                // A part that is not there tells an unknown bench from a known one before anything runs.
                String[] known = {arguments.split(" ")[0], "--only", "no such part"};
                err.getBuffer().setLength(0);
                bench(known);
                if (!err.toString().contains("no part no such part")) {
                    refused.put(page + ": " + arguments, seen);
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(seen).isGreaterThan(5);
    }
}
