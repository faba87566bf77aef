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
        header = "List, show and export a pipeline's models.",
        subcommands = {ModelsListCommand.class, ModelsShowCommand.class, ModelsExportCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {"  sluice models list", "  sluice models show", "  sluice models export 3 --out pumps-3.model"})
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
