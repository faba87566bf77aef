package dev.sluice.cli.models;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an artifact to a file, byte for byte as it was published. */
@Command(
        name = "export",
        header = "Write a model's artifact to a file, as it was published.",
        footer = {"", "Exit code 5 where a scorer would refuse the artifact; it is written all the same."})
public final class ModelsExportCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Parameters(index = "0", arity = "0..1", paramLabel = "VERSION", description = "Default: the active one.")
    Integer version;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "File to write; one that is there is replaced.")
    Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Models models = Models.read(options.pipeline());
        int wanted = models.require(version);
        byte[] artifact = models.bytes(wanted).orElseThrow();
        Files.write(file, artifact);
        String verification = models.verification(wanted);
        PrintWriter out = spec.commandLine().getOut();
        out.println("version " + wanted + ", " + Figures.bytes(artifact.length) + ", " + verification + ": " + file);
        out.flush();
        return verification.equals(Models.VERIFIED) ? ExitCode.OK : ExitCode.MISMATCH;
    }
}
