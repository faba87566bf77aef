package dev.sluice.bench.speed;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.stream.StreamCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The scoring application as a process of its own: {@code sluice stream} with a pipeline file. */
final class ScorerProcess implements Entrant {

    private final PipelineConfig config;
    private final ChildJvm process;

    /**
     * Starts it.
     *
     * @param work folder for its pipeline file and its log
     * @param options for its JVM
     */
    ScorerProcess(PipelineConfig config, Path work, String... options) throws IOException {
        this.config = config;
        Path file = Files.writeString(
                work.resolve(config.pipeline() + ".yaml"),
                String.format(
                        Locale.ROOT,
                        "pipeline: %s%nkafka: {bootstrap.servers: \"%s\", state.dir: \"%s\"}%n"
                                + "input: {topic: %s, format: %s}%nregistry: {url: \"%s\"}%nhttp: {port: 0}%n",
                        config.pipeline(),
                        config.kafka().get("bootstrap.servers"),
                        config.kafka().get("state.dir"),
                        config.input().topic(),
                        config.input().format().name().toLowerCase(Locale.ROOT),
                        config.wire().registry().url()));
        this.process = new ChildJvm(
                work.resolve(config.pipeline() + ".log"),
                Stream.concat(PlainJava.asHere().stream(), Stream.of(options)).toList(),
                StreamCommand.class.getName(),
                "--config",
                file.toString());
    }

    @Override
    public PipelineConfig config() {
        return config;
    }

    @Override
    public void requireAlive() {
        process.requireAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
