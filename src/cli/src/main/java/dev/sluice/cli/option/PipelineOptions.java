package dev.sluice.cli.option;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which pipeline a command is about. */
public final class PipelineOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "sluice.yaml",
            description = "Pipeline file; default: ${DEFAULT-VALUE}.")
    Path config;

    /** The file as it was named. */
    public Path file() {
        return config;
    }

    /** @throws ConfigException where there is no such file, or it cannot be used */
    public PipelineConfig pipeline() {
        if (!Files.exists(config)) {
            throw new ConfigException("no pipeline file " + config
                    + ": name one with --config, or write one with `sluice init --topic TOPIC`");
        }
        return PipelineFile.load(config, System.getenv());
    }
}
