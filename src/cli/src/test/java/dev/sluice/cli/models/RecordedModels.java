package dev.sluice.cli.models;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The models and activations topics of a pipeline, in memory. */
final class RecordedModels {

    private final PipelineConfig pipeline;
    private final ModelCatalog catalog;
    private long records;

    /** @param more of the pipeline file */
    RecordedModels(String more) {
        pipeline = PipelineFile.parse("pipeline: pumps\ninput: {topic: in}\n" + more + "\n", "test", Map.of());
        catalog = new ModelCatalog(pipeline.topics());
    }

    Models models() {
        return new Models(pipeline, catalog);
    }

    private RecordedModels put(String topic, byte[] key, byte[] value) {
        catalog.accept(new ConsumerRecord<>(topic, 0, records++, key, value));
        return this;
    }

    RecordedModels artifact(int version) {
        return artifact(version, ArtifactWriter.write(TestModels.artifact(version, 2, "a", "b", "c")));
    }

    RecordedModels artifact(int version, byte[] bytes) {
        return put("pumps.models", ModelCatalog.key(version), bytes);
    }

    RecordedModels removed(int version) {
        return put("pumps.models", ModelCatalog.key(version), null);
    }

    RecordedModels decided(Decision decision, int version, String by) {
        return put(
                "pumps.activations",
                new byte[0],
                ContractJson.encode(
                        new Activation("pumps", version, decision, "why", by, 1_000L * records, Map.of(), List.of())));
    }

    /** Takes in what a command would write. */
    RecordedModels apply(Change change) {
        change.artifacts().forEach(this::artifact);
        change.decisions().forEach(a -> put("pumps.activations", new byte[0], ContractJson.encode(a)));
        return this;
    }
}
