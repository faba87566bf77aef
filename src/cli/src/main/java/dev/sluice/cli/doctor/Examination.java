package dev.sluice.cli.doctor;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Looks at everything in turn; what depends on something that failed is left out. */
final class Examination {

    private final Map<String, String> environment;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @param file the pipeline file; empty to look at machine and cluster only
     * @param kafka client settings where there is no pipeline file
     * @param bootstrapServer used in place of the settings' one
     */
    List<Finding> findings(Optional<Path> file, Map<String, String> kafka, Optional<String> bootstrapServer)
            throws InterruptedException {
        findings.addAll(MachineCheck.findings());
        Optional<PipelineConfig> pipeline = file.flatMap(this::pipeline);
        if (file.isEmpty()) {
            findings.add(Finding.ok("config", "no pipeline file: name one with --config to check the pipeline, too"));
        }
        if (file.isPresent() == pipeline.isPresent() || bootstrapServer.isPresent()) {
            Map<String, String> settings =
                    new HashMap<>(pipeline.map(PipelineConfig::kafka).orElse(kafka));
            bootstrapServer.ifPresent(s -> settings.put("bootstrap.servers", s));
            cluster(settings, pipeline);
        }
        return findings;
    }

    private Optional<PipelineConfig> pipeline(Path file) {
        try {
            PipelineConfig pipeline = PipelineFile.load(file, environment);
            findings.add(Finding.ok(
                    "config",
                    file + ": pipeline " + pipeline.pipeline() + ", input topic "
                            + pipeline.input().topic()));
            return Optional.of(pipeline);
        } catch (ConfigException e) {
            findings.add(Finding.fail(ExitCode.CONFIG, "config", e.getMessage(), "correct " + file));
        } catch (UncheckedIOException e) {
            findings.add(Finding.fail(
                    ExitCode.CONFIG,
                    "config",
                    "cannot read " + file + ": " + e.getCause().getMessage(),
                    "name another with --config, or write one with `sluice init --topic TOPIC`"));
        }
        return Optional.empty();
    }

    private void cluster(Map<String, String> kafka, Optional<PipelineConfig> pipeline) throws InterruptedException {
        try (Cluster cluster = Cluster.connect(kafka)) {
            findings.addAll(ClusterCheck.findings(cluster));
            if (pipeline.isPresent()) {
                topics(cluster, pipeline.get().withKafka(kafka));
            }
        } catch (KafkaException e) {
            findings.add(Finding.fail(
                    ExitCode.BROKER,
                    "broker",
                    e.getMessage(),
                    "start the broker, or correct kafka: {bootstrap.servers: HOST:PORT} and the security settings"));
        }
    }

    private void topics(Cluster cluster, PipelineConfig pipeline) throws InterruptedException {
        findings.addAll(RegistryCheck.findings(pipeline));
        int partitions = cluster.partitions(pipeline.input().topic()).orElse(0);
        findings.addAll(new InputCheck(cluster, pipeline).findings(partitions));
        if (partitions > 0) {
            findings.addAll(new OutputCheck(cluster, pipeline).findings(partitions));
        }
        findings.add(ModelCheck.finding(cluster, pipeline));
    }
}
