package dev.sluice.cli.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.option.ConnectionOptions;
import dev.sluice.cli.option.TerminalOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks machine, cluster and pipeline, and says how to mend what is wrong. */
@Command(
        name = "doctor",
        header = "Check machine, cluster, topics and models; say how to mend.",
        footerHeading = "%n",
        footer = {
            "Without --config, looks at sluice.yaml where that is there. The exit code is that of the first failure:",
            "3 for the pipeline file or the input, 4 for the cluster, 5 for topics or models that do not fit.",
            "",
            "Examples:",
            "  sluice doctor",
            "  sluice doctor --config pumps.yaml --json",
            "  sluice doctor --bootstrap-server kafka:9092"
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final Path USUAL = Path.of("sluice.yaml");

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    ConnectionOptions connection;

    @Mixin
    TerminalOptions terminal;

    @Option(names = "--json", description = "The findings as a JSON array.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Path> file = connection.file().or(() -> Optional.of(USUAL).filter(Files::exists));
        List<Finding> findings = new Examination(System.getenv())
                .findings(file, connection.kafkaWithoutPipeline(), connection.bootstrapServer());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(findings));
        } else {
            findings.forEach(finding -> print(finding, out));
            out.println();
            out.println(verdict(findings));
        }
        out.flush();
        return findings.stream()
                .mapToInt(Finding::exitCode)
                .filter(code -> code != ExitCode.OK)
                .findFirst()
                .orElse(ExitCode.OK);
    }

    private void print(Finding finding, PrintWriter out) {
        String line = String.format(
                "%-4s  %-12s  %s", finding.level().name().toLowerCase(Locale.ROOT), finding.check(), finding.said());
        out.println(finding.level() == Finding.Level.OK ? line : terminal.alarm(line));
        if (finding.mend() != null) {
            out.println(" ".repeat(20) + "-> " + finding.mend());
        }
    }

    private static String verdict(List<Finding> findings) {
        long failed =
                findings.stream().filter(f -> f.level() == Finding.Level.FAIL).count();
        long warned =
                findings.stream().filter(f -> f.level() == Finding.Level.WARN).count();
        return failed + warned == 0 ? "All is well." : "failures: " + failed + ", warnings: " + warned;
    }

    private static String json(List<Finding> findings) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartArray();
            for (Finding finding : findings) {
                out.writeStartObject();
                out.writeStringField("level", finding.level().name().toLowerCase(Locale.ROOT));
                out.writeStringField("check", finding.check());
                out.writeStringField("said", finding.said());
                out.writeStringField("mend", finding.mend());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        return text.toString();
    }
}
