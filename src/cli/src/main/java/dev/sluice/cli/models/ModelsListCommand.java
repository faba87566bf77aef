package dev.sluice.cli.models;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists every version with what was decided about it. */
@Command(
        name = "list",
        header = "List every version: made of what, how good, and what was decided. * marks the active one.")
public final class ModelsListCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Option(names = "--json", description = "One line of JSON a version, weights left out.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Models models = Models.read(options.pipeline());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            models.versions().forEach(version -> out.println(ModelJson.line(models, version)));
        } else if (models.versions().isEmpty()) {
            out.println("No model yet.");
        } else {
            ModelTable.lines(models).forEach(out::println);
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        models.unreadable().forEach(record -> err.println("not readable: " + record));
        err.flush();
        return ExitCode.OK;
    }
}
