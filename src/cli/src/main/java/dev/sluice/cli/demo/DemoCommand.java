package dev.sluice.cli.demo;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.BadRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole loop on real telemetry, and reconciles it. */
@Command(
        name = "demo",
        header = "Watch the whole loop on real server telemetry, in about two minutes.",
        description = {
            "Starts a Kafka broker on free loopback ports, sends 16 days of telemetry of a real server (Server Machine"
                    + " Dataset, 38 metrics), trains a first model, scores every record, goes on with 16 days of live"
                    + " traffic with known incidents, retrains and swaps while records flow, and at the end compares"
                    + " every input record with what came out.",
            "",
            "Nothing else is needed, and nothing is left behind."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice demo                            stays up afterwards, to be looked at",
            "  sluice demo --exit --report r.json     ends by itself; exit code 0 only if the counts reconcile"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every record has exactly one outcome",
            "1:failed",
            "2:unknown option",
            "5:the counts do not reconcile"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final double REPLAY_RATE = 20;

    @Option(names = "--exit", description = "End after the summary instead of staying up.")
    boolean exit;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the summary as JSON.")
    Path report;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "500",
            description = "Live records a second (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--dashboard",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Serve a web page to watch it on, or none (default: it is served).")
    boolean dashboard;

    @Option(
            names = "--dashboard-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the page on loopback; 0 for any free one (default: ${DEFAULT-VALUE}).")
    int dashboardPort;

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, BadRecordException {
        PrintWriter out = spec.commandLine().getOut();
        Thread main = Thread.currentThread();
        // The signal is closed last: the process may end as soon as it is.
        try (StopSignal stop = StopSignal.onStop(main::interrupt);
                WorkFolder folder = WorkFolder.create();
                Demo demo = new Demo(folder.path(), rate, pagePort(), out)) {
            try {
                demo.run();
                DemoReport result = demo.summarize();
                print(out, result);
                if (report != null) {
                    result.write(report);
                }
                if (!exit) {
                    stayUp(demo, folder.path(), out);
                }
                return result.holds() ? ExitCode.OK : ExitCode.MISMATCH;
            } catch (InterruptedException e) {
                if (stop.requested()) {
                    return ExitCode.OK;
                }
                throw e;
            }
        }
    }

    private OptionalInt pagePort() {
        return dashboard ? OptionalInt.of(dashboardPort) : OptionalInt.empty();
    }

    private static void stayUp(Demo demo, Path folder, PrintWriter out) throws IOException {
        Path file = folder.resolve("demo.yaml");
        Files.writeString(
                file,
                "kafka:\n  bootstrap.servers: " + demo.config().kafka().get("bootstrap.servers") + "\n"
                        + PipelineFile.render(demo.config()));
        out.println();
        out.println("Still running, with the live records once more at " + (int) REPLAY_RATE
                + " a second. In another terminal, try:");
        for (String what : new String[] {
            "tail scores", "tail alerts", "tail dead-letters --from-beginning", "models list", "models show"
        }) {
            out.println("  ./sluice " + what + " --config " + file);
        }
        out.println("  curl " + demo.metricsUrl());
        demo.pageUrl().ifPresent(url -> out.println("In a browser: " + url));
        out.println("Ctrl-C ends it and leaves nothing behind.");
        out.flush();
        demo.replay(REPLAY_RATE);
    }

    private static void print(PrintWriter out, DemoReport r) {
        out.println();
        line(out, "records in", "%,d", r.recordsIn());
        line(
                out,
                "outcomes",
                "%,d scores + %,d dead letters, %d missing, %d duplicates",
                r.scores(),
                r.deadLetters(),
                r.missing(),
                r.duplicates());
        line(out, "latents", "%,d", r.latents());
        line(out, "models used", "%s, swapped between two records (%d fences)", r.versions(), r.fences());
        line(out, "incidents", "%d of %d alerted, %,d alerts opened", r.incidentsDetected(), r.incidents(), r.alerts());
        line(
                out,
                "packed",
                "%,d records to %.1f bytes each from %.0f; the largest error is %.3f of its bound, 1 %% of the metric's range",
                r.packed().records(),
                r.packed().packedPerRecord(),
                r.packed().inputPerRecord(),
                r.packed().largestError());
        line(out, "ranking", "AUROC %.3f, AUPRC %.3f on the live records", r.auroc(), r.auprc());
        line(out, "time", "%.1f s to the first model, %.1f s in all", r.secondsToFirstModel(), r.wallSeconds());
        out.println(r.holds() ? "Every record has exactly one outcome." : "THE COUNTS OR THE BOUNDS DO NOT HOLD.");
        out.flush();
    }

    private static void line(PrintWriter out, String name, String format, Object... arguments) {
        out.printf("%-12s %s%n", name, String.format(Locale.ROOT, format, arguments));
    }
}
