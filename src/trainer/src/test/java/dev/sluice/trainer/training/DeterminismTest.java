package dev.sluice.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.engine.SyntheticRows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows and settings give the same artifact to the byte, but for the seconds it took. */
class DeterminismTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static byte[] train(PipelineConfig config) {
        Observation[] observations = SyntheticRows.observations(SyntheticRows.normal(150, 5, 1));
        for (int i = 0; i < observations.length; i++) {
            observations[i].at(i * 1_000L, i % 3);
        }
        TrainingRows rows = TrainingRows.of(observations);
        try {
            TrainedModel trained = new ModelTrainer(config, CLOCK)
                    .train(SyntheticRows.features(5), rows, TrainingWindow.of(rows, 3), 3, Optional.empty());
            ModelArtifact artifact = ArtifactReader.read(trained.bytes(), config.maxModelBytes());
            artifact.getProvenance().put("secondsTrain", 0.0);
            return ArtifactWriter.write(artifact);
        } catch (RejectedModelException | ArtifactException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Several at once, so that members and networks meet on the processors as they happen to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "model: {type: auto, temporal: 'off'}",
                "model: {type: auto, temporal: 'on'}",
                "model: {type: variational, score: latent}",
                "model: {type: convolutional, window: 4}"
            })
    void twoTrainingsAtOnceGiveTheSameBytes(String model) {
        PipelineConfig config = PipelineFile.parse("""
                pipeline: pumps
                input: {topic: telemetry}
                training: {max-epochs: 1, min-records: 20, search: 50ms}
                """ + model, "test", Map.of());
        CompletableFuture<byte[]> other = CompletableFuture.supplyAsync(() -> train(config));

        assertThat(train(config)).isEqualTo(other.join());
    }
}
