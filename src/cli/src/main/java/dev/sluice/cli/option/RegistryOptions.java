package dev.sluice.cli.option;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which schema registry a command asks, where there is no pipeline file that says so. */
public final class RegistryOptions {

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry of Avro records; default: the pipeline file's, else SLUICE_REGISTRY_URL."
                    + " Credentials come from SLUICE_REGISTRY_USERNAME and SLUICE_REGISTRY_PASSWORD.")
    String url;

    /**
     * A pipeline that reads a topic in Avro.
     *
     * @param file the pipeline file, whose registry counts where the command line names none
     * @throws ConfigException where no registry is named
     */
    public PipelineConfig avro(String topic, Optional<PipelineConfig> file) {
        if (url == null && file.isPresent() && file.get().wire().registry().isConfigured()) {
            return file.get();
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (url != null) {
            environment.put("SLUICE_REGISTRY_URL", url);
        }
        if (environment.getOrDefault("SLUICE_REGISTRY_URL", "").isBlank()) {
            throw new ConfigException("records in Avro need a schema registry: name it with --registry URL, as in"
                    + " --registry http://localhost:8081");
        }
        environment.keySet().removeIf(name -> name.startsWith("SLUICE_") && !name.startsWith("SLUICE_REGISTRY_"));
        return PipelineFile.parse(
                "pipeline: any\ninput: {topic: '" + topic + "', format: avro}\n", "the command line", environment);
    }
}
