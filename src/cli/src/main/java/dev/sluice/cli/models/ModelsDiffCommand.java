package dev.sluice.cli.models;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.model.ArtifactException;
import dev.sluice.pipeline.ConfigException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows in what two models differ, and in what they were made differently. */
@Command(
        name = "diff",
        header = "Compare two models: features, network, losses, the judge's figures, what they were made from.")
public final class ModelsDiffCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Parameters(index = "0", paramLabel = "VERSION", description = "One of them.")
    int version;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OTHER",
            description = "The one it is compared with; default: the active one.")
    Integer other;

    @Override
    public Integer call() throws InterruptedException {
        Models models = Models.read(options.pipeline());
        PrintWriter out = spec.commandLine().getOut();
        side(models, models.require(version))
                .compare(side(models, models.require(other)))
                .forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    private static ModelDiff side(Models models, int version) {
        try {
            return new ModelDiff(models.artifact(version), models.decision(version));
        } catch (ArtifactException e) {
            throw new ConfigException("version " + version + " cannot be compared: " + e.getMessage(), e);
        }
    }
}
