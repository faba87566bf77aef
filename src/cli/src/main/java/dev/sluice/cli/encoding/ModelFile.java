package dev.sluice.cli.encoding;

import dev.sluice.cli.models.Models;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds and verifies the model that a command is about. */
public final class ModelFile {

    private static final int MAX_BYTES = 256 << 20;

    private ModelFile() {}

    /**
     * An artifact that was exported to a file, of whichever pipeline.
     *
     * @throws ConfigException where a scorer would refuse it
     */
    public static LoadedModel load(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new ConfigException(file + ": has " + size + " bytes, a model at most " + MAX_BYTES);
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            String pipeline = ArtifactReader.read(bytes, MAX_BYTES).getPipeline();
            return ArtifactReader.load(bytes, MAX_BYTES, pipeline);
        } catch (ArtifactException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A pipeline's model.
     *
     * @param version null for the active one
     * @throws ConfigException where there is none, or a scorer would refuse it
     */
    public static LoadedModel load(PipelineConfig pipeline, Integer version) throws InterruptedException {
        Models models = Models.read(pipeline);
        int wanted = models.require(version);
        try {
            return models.load(wanted);
        } catch (ArtifactException e) {
            throw new ConfigException(
                    "version " + wanted + " of pipeline " + pipeline.pipeline() + ": " + e.getMessage(), e);
        }
    }
}
