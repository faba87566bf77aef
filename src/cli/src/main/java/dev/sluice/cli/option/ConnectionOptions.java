package dev.sluice.cli.option;

import dev.sluice.pipeline.KafkaSettings;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** Which cluster a command talks to, for commands that need no pipeline: a pipeline file, or an address, or localhost. */
public final class ConnectionOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Pipeline file whose kafka settings to use.")
    Path config;

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            description =
                    "Kafka's address; default: the pipeline file's, else SLUICE_KAFKA_BOOTSTRAP_SERVERS, else localhost:9092.")
    String bootstrapServer;

    /** The pipeline file, where one is given. */
    public Optional<PipelineConfig> pipeline() {
        return Optional.ofNullable(config).map(file -> PipelineFile.load(file, System.getenv()));
    }

    /** Client settings. */
    public Map<String, String> kafka() {
        return with(pipeline().map(PipelineConfig::kafka).orElseGet(() -> KafkaSettings.of(System.getenv())));
    }

    private Map<String, String> with(Map<String, String> settings) {
        if (bootstrapServer == null) {
            return settings;
        }
        Map<String, String> kafka = new HashMap<>(settings);
        kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
        return kafka;
    }

    /** Client settings of the environment, whatever a pipeline file says. */
    public Map<String, String> kafkaWithoutPipeline() {
        return with(KafkaSettings.of(System.getenv()));
    }

    /** The pipeline file as it was named, where one is. */
    public Optional<Path> file() {
        return Optional.ofNullable(config);
    }

    /** The address given on the command line. */
    public Optional<String> bootstrapServer() {
        return Optional.ofNullable(bootstrapServer);
    }
}
