package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ChampionFinderTest {

    private static final PipelineConfig CONFIG =
            PipelineConfig.of(TestModels.PIPELINE, Map.of(), InputConfig.json("telemetry"));

    private final ModelCatalog catalog = new ModelCatalog(CONFIG.topics());
    private final ChampionFinder finder = new ChampionFinder(CONFIG);
    private long offset;

    private void publish(int version) {
        put("pumps.models", version, ArtifactWriter.write(TestModels.artifact(version, 2, "pressure", "flow")));
    }

    private void put(String topic, int version, byte[] value) {
        catalog.accept(new ConsumerRecord<>(topic, 0, offset++, ModelCatalog.key(version), value));
    }

    private void decide(int version, Decision decision, String by) {
        put(
                "pumps.activations",
                0,
                ContractJson.encode(
                        new Activation(TestModels.PIPELINE, version, decision, "why", by, 1L, Map.of(), List.of())));
    }

    @Test
    void thereIsNoneBeforeTheFirst() {
        publish(1);

        assertThat(finder.in(catalog)).isEmpty();
    }

    @Test
    void aTrainersPromotionWhileAnotherIsPinnedChangesNothing() {
        publish(1);
        publish(2);
        decide(1, Decision.PINNED, "anna");
        decide(2, Decision.PROMOTED, ModelCatalog.TRAINER);

        assertThat(finder.in(catalog).map(m -> m.model().version())).hasValue(1);
    }

    @Test
    void oneWhoseArtifactIsBadOrGoneIsPassedOver() {
        publish(1);
        decide(1, Decision.PROMOTED, ModelCatalog.TRAINER);
        put("pumps.models", 2, new byte[9]);
        decide(2, Decision.PROMOTED, ModelCatalog.TRAINER);
        decide(3, Decision.PROMOTED, ModelCatalog.TRAINER);

        assertThat(finder.in(catalog).map(LoadedModel::activation)).hasValue(1);
    }
}
