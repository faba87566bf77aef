package dev.sluice.bench.speed;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.stream.runtime.StreamsSettings;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The topology that only copies, with the settings that the scorer of that pipeline would run with. */
final class Copier implements Entrant {

    private final PipelineConfig config;
    private final KafkaStreams streams;

    Copier(PipelineConfig config, CopyTopology.Outputs outputs) {
        this.config = config;
        this.streams =
                new KafkaStreams(CopyTopology.of(config, outputs), new StreamsConfig(StreamsSettings.of(config)));
        streams.start();
    }

    @Override
    public PipelineConfig config() {
        return config;
    }

    @Override
    public void requireAlive() {
        if (!streams.state().isRunningOrRebalancing() && streams.state() != KafkaStreams.State.CREATED) {
            throw new IllegalStateException("the copying topology is " + streams.state());
        }
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(20));
    }
}
