package dev.sluice.cli.models;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about a pipeline's models. */
@Command(
        name = "models",
        header = "List, show, compare, promote, roll back, pin, export, import and verify a pipeline's models.",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsDiffCommand.class,
            ModelsPromoteCommand.class,
            ModelsRollbackCommand.class,
            ModelsRejectCommand.class,
            ModelsPinCommand.class,
            ModelsUnpinCommand.class,
            ModelsAcceptRegimeCommand.class,
            ModelsExportCommand.class,
            ModelsImportCommand.class,
            ModelsVerifyCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice models list",
            "  sluice models show",
            "  sluice models diff 3 4",
            "  sluice models rollback --reason 'alerts on every restart'",
            "  sluice models pin 3 --by anna",
            "  sluice models export 3 --out pumps-3.model",
            "  sluice models verify 3",
            "",
            "Each change is recorded with who and why, and scorers act on it within seconds."
        })
public final class ModelsCommand implements Callable<Integer> {

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
