package dev.sluice.bench;

import dev.sluice.bench.alerts.AlertsBench;
import dev.sluice.bench.compression.CompressionBench;
import dev.sluice.bench.detection.DetectionBench;
import dev.sluice.bench.drift.DriftBench;
import dev.sluice.bench.lifecycle.LifecycleBench;
import dev.sluice.bench.report.Bench;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchReport;
import dev.sluice.bench.report.BenchResult;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchRunner;
import dev.sluice.bench.report.BenchTable;
import dev.sluice.bench.report.Environment;
import dev.sluice.bench.report.Verdict;
import dev.sluice.bench.speed.SpeedBench;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.command.CommandRunner;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a bench, prints its table and writes its report. */
@Command(
        name = "sluice bench",
        description = {
            "Measure Sluice against its targets, and against peers.",
            "",
            "Without a NAME, lists the benches and their parts. A target that is missed stays in the table as missed, and"
                    + " is no error; a part that fails is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ./sluice bench detection --data DIR --report detection.json",
            "  ./sluice bench detection --data DIR --quick --only smd --only calibration",
            "  ./sluice bench alerts --data DIR --quick",
            "  ./sluice bench compression --data DIR --quick",
            "  ./sluice bench lifecycle --quick",
            "  ./sluice bench speed --report speed.json"
        })
public final class BenchCommand implements Callable<Integer> {

    private static final List<Bench> BENCHES = List.of(
            new DetectionBench(),
            new LifecycleBench(),
            new DriftBench(),
            new AlertsBench(),
            new CompressionBench(),
            new SpeedBench());

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The bench to run.")
    String name;

    @Option(names = "--quick", description = "At most five minutes on two cores: fewer seeds and sets.")
    boolean quick;

    @Option(names = "--only", paramLabel = "PART", description = "Run this part only; may be repeated.")
    Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with the public data sets; see CONTRIBUTING.md. Default: -Dsluice.data, or the"
                    + " environment's SLUICE_DATA.")
    Path data;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the figures as JSON, and pictures beside it where there are any.")
    Path report;

    /** Runs a bench and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (!List.of(arguments).contains("--verbose")) {
            // Read by log4j2.xml. Each of many trainings would tell its story.
            System.setProperty("sluice.log.own", "ERROR");
        }
        System.exit(CommandRunner.commandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            list(out);
            return ExitCode.OK;
        }
        Bench bench = bench();
        List<BenchPart> parts = parts(bench);
        Environment environment = Environment.here();
        Path work = Files.createTempDirectory("sluice-bench-");
        try {
            BenchRun run = new BenchRun(quick, dataFolder(), work, pictures(), progress());
            BenchResult result = new BenchRunner(run, System::nanoTime).run(parts);
            print(out, bench, environment, result);
            if (report != null) {
                new BenchReport(bench.name(), run, environment, result).write(report);
                out.println("report: " + report);
            }
            out.flush();
            return result.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            delete(work);
        }
    }

    private Bench bench() {
        return BENCHES.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("no bench " + name + "; there are: "
                        + BENCHES.stream().map(Bench::name).collect(Collectors.joining(", "))));
    }

    private List<BenchPart> parts(Bench bench) {
        Set<String> unknown = new LinkedHashSet<>(only);
        bench.parts().forEach(p -> unknown.remove(p.name()));
        if (!unknown.isEmpty()) {
            throw new ConfigException("--only: no part " + String.join(", ", unknown) + "; " + bench.name() + " has "
                    + bench.parts().stream().map(BenchPart::name).collect(Collectors.joining(", ")));
        }
        return bench.parts().stream()
                .filter(p -> only.isEmpty() || only.contains(p.name()))
                .toList();
    }

    private Path dataFolder() {
        String named = System.getProperty("sluice.data", System.getenv("SLUICE_DATA"));
        Path folder = data != null || named == null || named.isBlank() ? data : Path.of(named);
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ConfigException("--data: no such folder: " + folder);
        }
        return folder;
    }

    /** Beside the report. */
    private Path pictures() {
        return report == null ? null : report.toAbsolutePath().getParent();
    }

    private Consumer<String> progress() {
        PrintWriter err = spec.commandLine().getErr();
        long start = System.nanoTime();
        return step -> {
            err.printf(Locale.ROOT, "[%5.0f s] %s%n", (System.nanoTime() - start) / 1e9, step);
            err.flush();
        };
    }

    private void list(PrintWriter out) {
        TextTable table = new TextTable("bench", "measures", "parts");
        for (Bench bench : BENCHES) {
            table.row(
                    bench.name(),
                    bench.description(),
                    bench.parts().stream().map(BenchPart::name).collect(Collectors.joining(", ")));
        }
        table.lines().forEach(out::println);
        out.flush();
    }

    private void print(PrintWriter out, Bench bench, Environment environment, BenchResult result) {
        out.printf(
                Locale.ROOT,
                "%s%s: sluice %s, %s, %d cores, Java %s%n%n",
                bench.name(),
                quick ? " --quick" : "",
                environment.sluice(),
                environment.cpu(),
                environment.cores(),
                environment.jdk());
        BenchTable.lines(result.rows()).forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%n%d targets met, %d missed, %d rows without a verdict; %.0f s in all%n",
                count(result, Verdict.MET),
                count(result, Verdict.MISSED),
                count(result, Verdict.OPEN),
                result.seconds());
    }

    private static long count(BenchResult result, Verdict verdict) {
        return result.rows().stream().filter(r -> r.verdict() == verdict).count();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
