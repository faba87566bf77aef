package dev.sluice.bench.data;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.topic.ModelTransactions;
import dev.sluice.topic.TopicProvisioner;
import java.util.List;
import java.util.Map;

/** Gives a pipeline a model that no trainer of its made. */
public final class Publication {

    private Publication() {}

    /** Publishes a model and makes it active. */
    public static void publish(Cluster cluster, PipelineConfig config, LoadedModel model) throws InterruptedException {
        new TopicProvisioner(cluster.admin(), config).provisionModelTopics();
        try (ModelTransactions transactions = new ModelTransactions(
                ModelTransactions.producer(config, "bench-" + config.pipeline()), config.topics())) {
            int version = model.model().version();
            transactions.write(List.of(
                    transactions.record(version, ArtifactWriter.write(model.artifact())),
                    transactions.record(new Activation(
                            config.pipeline(),
                            version,
                            Decision.PROMOTED,
                            "bench",
                            "operator",
                            System.currentTimeMillis(),
                            Map.of(),
                            List.of()))));
        }
    }
}
