package dev.sluice.cli.alerts;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about a pipeline's incidents. */
@Command(
        name = "alerts",
        header = "List, show, silence and judge a pipeline's incidents; forward them to Alertmanager.",
        subcommands = {
            AlertsListCommand.class,
            AlertsShowCommand.class,
            AlertsFeedbackCommand.class,
            AlertsSilenceCommand.class,
            AlertsSilencesCommand.class,
            AlertsUnsilenceCommand.class,
            AlertsForwardCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice alerts list --open",
            "  sluice alerts show telemetry-0-48211",
            "  sluice alerts feedback telemetry-0-48211 false --note 'new firmware'",
            "  sluice alerts silence --entity 'pump-*' --for 2h --reason 'filters are changed'",
            "  sluice alerts forward --to http://alertmanager:9093 --label team=plant",
            "",
            "`sluice tail alerts` shows the messages as they come."
        })
public final class AlertsCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
