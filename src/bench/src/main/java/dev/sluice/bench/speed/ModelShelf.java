package dev.sluice.bench.speed;

import dev.sluice.bench.report.BenchRun;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Models that are trained once a run, the first time they are asked for. What scoring with one costs goes by the number of
 * features and not by how good it is, so they are of a short history, briefly trained, and of an
 * architecture that is not searched for.
 */
final class ModelShelf {

    /** In quick runs and others, so that these differ in nothing but repetitions. */
    private static final int ROWS = 4_000;

    /** Of 60 by default. */
    private static final int EPOCHS = 10;

    private static final String ANY = "bench";

    private final BenchRun run;

    ModelShelf(BenchRun run) {
        this.run = run;
    }

    /**
     * A model of the telemetry.
     *
     * @param window records that its autoencoder sees at once
     * @param pipeline it is to be published in
     */
    LoadedModel get(Telemetry telemetry, ScoreKind score, int window, String pipeline) throws IOException {
        Path file = run.work().resolve("model-" + telemetry.fields() + "-" + score + "-" + window);
        if (!Files.exists(file)) {
            run.step("a model of " + telemetry.fields() + " features, score: " + score
                    + (window == 1 ? "" : ", window: " + window));
            Files.write(file, train(telemetry, score, window));
        }
        try {
            ModelArtifact artifact =
                    ArtifactReader.read(Files.readAllBytes(file), PipelineConfig.DEFAULT_MAX_MODEL_BYTES);
            // A copying builder would ask Avro's own class loading, which trusts no contract.
            artifact.put(ModelArtifact.getClassSchema().getField("pipeline").pos(), pipeline);
            return ArtifactReader.load(
                    ArtifactWriter.write(artifact), PipelineConfig.DEFAULT_MAX_MODEL_BYTES, pipeline);
        } catch (ArtifactException e) {
            throw new IllegalStateException("the model does not pass a reader's checks: " + e.getMessage(), e);
        }
    }

    private byte[] train(Telemetry telemetry, ScoreKind score, int window) {
        ModelConfig model = ModelConfig.DEFAULT;
        PipelineConfig config = PipelineConfig.of(ANY, Map.of(), InputConfig.json(ANY))
                .withScore(score)
                .withModel(new ModelConfig(
                        model.type(),
                        window,
                        model.latent(),
                        model.hidden(),
                        model.activation(),
                        model.loss(),
                        model.regularization(),
                        model.convolution()))
                .withTraining(TrainingConfig.DEFAULT
                        .withSearch(Duration.ZERO)
                        .withSeed(run.firstSeed())
                        .withMaxEpochs(EPOCHS));
        Sensors sensors = telemetry.sensors(run.firstSeed());
        TrainingRows rows = TrainingRows.of(
                sensors.next(ROWS).stream().map(Sensors.Reading::observation).toArray(Observation[]::new));
        try {
            return new ModelTrainer(config, Clock.systemUTC())
                    .train(sensors.features(), rows, TrainingWindow.of(rows, sensors.devices()), 1, Optional.empty())
                    .bytes();
        } catch (RejectedModelException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * What is scored.
     *
     * @param fields of each record
     * @param devices that send them in turns
     */
    record Telemetry(int fields, int devices) {

        /** From its beginning. */
        Sensors sensors(long seed) {
            return new Sensors(seed, devices, fields);
        }
    }
}
