package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.ScoringService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class StartIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path state;

    private PipelineConfig config(String pipeline, EmbeddedBroker broker) {
        return PipelineConfig.of(
                        pipeline,
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "state.dir", state.toString()),
                        InputConfig.json(pipeline + "-telemetry"))
                .withHttp(new HttpConfig("127.0.0.1", 0));
    }

    @Test
    void aTopicWithAnotherNumberOfPartitionsIsSaidBeforeAnythingIsScored(EmbeddedBroker broker) throws Exception {
        PipelineConfig config = config("uneven", broker);
        try (Cluster cluster = Cluster.connect(config.kafka())) {
            cluster.createIfAbsent("uneven-telemetry", 2);
            cluster.createIfAbsent("uneven.scores", 3);
        }
        try (ScoringService scorer = new ScoringService(config)) {
            scorer.start();

            assertThat(scorer.awaitExit()).isEqualTo(ExitCode.CONFIG);
            assertThat(scorer.status().state())
                    .isEqualTo("gave up: topic uneven.scores has 3 partitions, but input topic uneven-telemetry has 2:"
                            + " recreate it with as many, or rename the pipeline");
            assertThat(scorer.status().alive()).isFalse();
        }
    }

    @Test
    void anInputTopicThatDoesNotExistYetIsWaitedFor(EmbeddedBroker broker) throws Exception {
        PipelineConfig config = config("early", broker);
        try (ScoringService scorer = new ScoringService(config)) {
            scorer.start();
            await().atMost(SOON).until(() -> scorer.status().state().equals("waiting for topic early-telemetry"));
            assertThat(scorer.status().alive()).isTrue();
            assertThat(scorer.status().ready()).isFalse();

            try (Cluster cluster = Cluster.connect(config.kafka())) {
                cluster.createIfAbsent("early-telemetry", 1);
            }
            await().atMost(SOON).until(() -> scorer.status().state().startsWith("waiting for first model"));
        }
    }

    @Test
    void anArtifactThatIsTurnedDownIsRecordedWithItsReason(EmbeddedBroker broker) throws Exception {
        PipelineConfig config = config("garbled", broker);
        new TopicContent(broker, "garbled.models").with(1, "4", "no artifact".getBytes(UTF_8));
        TopicContent activations = new TopicContent(broker, "garbled.activations")
                .with(
                        1,
                        "garbled",
                        ContractJson.encode(new Activation(
                                "garbled", 4, Decision.PROMOTED, "bad", "trainer", 1L, Map.of(), List.of())));
        try (ScoringService scorer = new ScoringService(config)) {
            scorer.start();

            await().atMost(SOON).until(() -> activations.records().size() == 2);
            Activation rejection = rejection(activations);
            assertThat(rejection.getVersion()).isEqualTo(4);
            assertThat(rejection.getDecision()).isEqualTo(Decision.REJECTED);
            assertThat(rejection.getBy()).isEqualTo("scorer");
            assertThat(rejection.getReason())
                    .isEqualTo(scorer.status().rejections().get(0).reason() + ": "
                            + scorer.status().rejections().get(0).detail());
        }
        try (ScoringService again = new ScoringService(config)) {
            again.start();
            await().atMost(SOON).until(() -> !again.status().rejections().isEmpty());
            assertThat(activations.records()).as("recorded once").hasSize(2);
        }
    }

    private static Activation rejection(TopicContent activations) throws BadRecordException {
        return ContractJson.decode(activations.records().get(1).value(), Activation.class);
    }
}
