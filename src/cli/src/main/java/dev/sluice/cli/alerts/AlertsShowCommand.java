package dev.sluice.cli.alerts;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one incident. */
@Command(
        name = "show",
        header = "Show one incident: its course, fields observed and expected, repair, members, feedback, silences.")
public final class AlertsShowCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Parameters(index = "0", paramLabel = "ID", description = "As `sluice alerts list` shows it.")
    String id;

    @Option(names = "--json", description = "One line of JSON, with all messages.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Alerts alerts = Alerts.read(options.pipeline());
        Incident incident = alerts.require(id);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(IncidentJson.line(alerts, incident, true));
        } else {
            IncidentReport.lines(alerts, incident).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }
}
