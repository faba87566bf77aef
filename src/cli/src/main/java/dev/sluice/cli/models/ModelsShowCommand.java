package dev.sluice.cli.models;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.model.ArtifactException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what one model was made of, how its training went, and whether a scorer would take it. */
@Command(
        name = "show",
        header = "Show one model: what was read, how the losses went, its calibration, whether it verifies.",
        footer = {"", "Exit code 5 where a scorer would refuse the artifact."})
public final class ModelsShowCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Parameters(index = "0", arity = "0..1", paramLabel = "VERSION", description = "Default: the active one.")
    Integer version;

    @Option(names = "--json", description = "One line of JSON, weights left out.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Models models = Models.read(options.pipeline());
        int wanted = models.require(version);
        PrintWriter out = spec.commandLine().getOut();
        String verification = models.verification(wanted);
        if (json) {
            out.println(ModelJson.line(models, wanted));
        } else {
            print(models, wanted, verification, out);
        }
        out.flush();
        return verification.equals(Models.VERIFIED) ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private static void print(Models models, int version, String verification, PrintWriter out) {
        try {
            ModelReport.lines(
                            models.artifact(version),
                            models.bytes(version).orElseThrow().length,
                            models.decision(version),
                            verification,
                            models.signature(version),
                            models.champion().filter(c -> c == version).isPresent())
                    .forEach(out::println);
            models.judgement(version)
                    .ifPresent(judged -> JudgeTable.lines(judged).forEach(out::println));
        } catch (ArtifactException e) {
            out.println("version " + version + " " + verification);
        }
    }
}
