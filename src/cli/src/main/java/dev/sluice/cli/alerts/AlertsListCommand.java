package dev.sluice.cli.alerts;

import dev.sluice.alert.Glob;
import dev.sluice.cli.option.DurationConverter;
import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists incidents. */
@Command(
        name = "list",
        header = "List incidents: those that are open, and those whose last record is not older than a day.",
        footer = {
            "",
            "A duration ends with the last record that was told of. An alert of a version of Sluice that knew no incidents is"
                    + " listed as a single record."
        })
public final class AlertsListCommand implements Callable<Integer> {

    private static final Duration LATELY = Duration.ofDays(1);

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @ArgGroup
    Which which = new Which();

    /** At most one of these. */
    static final class Which {
        @Option(names = "--open", description = "Only those that are open.")
        boolean open;

        @Option(names = "--all", description = "All that the topic still has.")
        boolean all;

        @Option(
                names = "--since",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description =
                        "Those whose last record is not older than that, open ones too; default: 1d and those that"
                                + " are open.")
        Duration since;
    }

    @Option(
            names = "--entity",
            paramLabel = "GLOB",
            description = "Only of these entities, with * for any characters and ? for one.")
    String entity;

    @Option(names = "--json", description = "One line of JSON an incident.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Alerts alerts = Alerts.read(options.pipeline());
        long now = Clock.systemUTC().millis();
        List<Incident> wanted =
                alerts.incidents().stream().filter(i -> isWanted(i, now)).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            wanted.forEach(i -> out.println(IncidentJson.line(alerts, i, false)));
        } else if (wanted.isEmpty()) {
            out.println(none(alerts.incidents().size()));
        } else {
            IncidentTable.lines(alerts, wanted).forEach(out::println);
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        alerts.unreadable().forEach(record -> err.println("not readable: " + record));
        err.flush();
        return ExitCode.OK;
    }

    private static String none(int others) {
        return others == 0
                ? "No incident has been opened yet."
                : "None of these; incidents in all: " + others + ", which --all shows.";
    }

    private boolean isWanted(Incident incident, long now) {
        if (entity != null) {
            Glob glob = new Glob(entity);
            if (incident.entities().stream().noneMatch(glob::matches)) {
                return false;
            }
        }
        if (which.open || which.all) {
            return which.all || incident.isOpen();
        }
        Duration within = which.since == null ? LATELY : which.since;
        return incident.end() >= now - within.toMillis() || (which.since == null && incident.isOpen());
    }
}
