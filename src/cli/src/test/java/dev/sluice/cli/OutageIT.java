package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.ScoringService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void aBrokerThatGoesAwayIsWaitedForAndReadinessSaysSo(@TempDir Path data, @TempDir Path state) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(0, data);
        int port = broker.port();
        ModelArtifact artifact = TestModels.artifact(TestModels.series(1, 2, "a", "b", "c", "d"));
        artifact.put(artifact.getSchema().getField("pipeline").pos(), "outage");
        new TopicContent(broker, "outage.models").with(1, "1", ArtifactWriter.write(artifact));
        new TopicContent(broker, "outage.activations")
                .with(
                        1,
                        "outage",
                        ContractJson.encode(new Activation(
                                "outage", 1, Decision.PROMOTED, "test", "test", 1L, Map.of(), List.of())));
        try (TestPipeline pipeline = new TestPipeline("outage", 1, broker, state);
                ScoringService scorer = new ScoringService(pipeline.config)) {
            scorer.start();
            pipeline.sendNormal(20);
            awaitState(scorer, "ready: model 1");
            await().atMost(SOON).until(() -> pipeline.read("outage.scores").size() == 20);

            broker.close();
            awaitState(scorer, "waiting for the broker at 127.0.0.1:" + port);
            assertThat(scorer.status().ready()).isFalse();
            assertThat(scorer.status().alive()).isTrue();

            broker = EmbeddedBroker.start(port, data);
            awaitState(scorer, "ready: model 1");
            pipeline.send("device-1".getBytes(UTF_8), pipeline.normal().getBytes(UTF_8));
            pipeline.flush();
            await().atMost(SOON).until(() -> pipeline.read("outage.scores").size() == 21);
        } finally {
            broker.close();
        }
    }

    private static void awaitState(ScoringService scorer, String state) {
        await().atMost(SOON).until(() -> scorer.status().state(), state::equals);
    }
}
