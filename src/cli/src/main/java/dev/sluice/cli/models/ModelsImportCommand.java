package dev.sluice.cli.models;

import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a model from a file into a pipeline, as {@code models export} wrote it. */
@Command(
        name = "import",
        header = "Take a model from a file that `models export` wrote; it is verified as a scorer would.",
        description = {
            "It keeps its version, where that number was never used in this pipeline. Otherwise it is given the next"
                    + " number; one that is signed cannot be, because the signature covers the number.",
            "It must be of a pipeline of this name, and signed by one of models.trusted-keys where there are any."
        })
public final class ModelsImportCommand extends ModelsChangeCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The artifact.")
    Path file;

    @Option(names = "--promote", description = "Make it active too.")
    boolean promote;

    private byte[] bytes;

    @Override
    void prepare(PipelineConfig pipeline) throws IOException {
        int most = pipeline.maxModelBytes();
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(most + 1);
        }
        try {
            ArtifactReader.read(bytes, most);
        } catch (ArtifactException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    boolean creates() {
        return true;
    }

    @Override
    Change change(Models models, Control control, String reason) {
        return new Import(models, control, reason).of(bytes, file.toString(), promote);
    }
}
