package dev.sluice.bench.compression;

import dev.sluice.codec.Autoencoder;
import dev.sluice.codec.Bound;
import dev.sluice.codec.CodecFit;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.Records;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ModelAutoencoder;
import dev.sluice.model.PackedNumbers;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A series with the model that Sluice makes of its training rows.
 *
 * @param rows what is packed
 * @param loaded the model
 */
record TrainedSet(RowSet rows, LoadedModel loaded) {

    private static final long MINUTE = 60_000;

    static TrainedSet of(RowSet rows) {
        List<FeatureSpec> features = IntStream.range(0, rows.fields())
                .mapToObj(f -> new FeatureSpec("f" + f))
                .toList();
        Observation[] observed = new Observation[rows.train().length];
        for (int r = 0; r < observed.length; r++) {
            observed[r] = Observation.of(rows.train()[r]);
            observed[r].at(r * MINUTE, 0);
        }
        TrainingRows training = TrainingRows.of(observed);
        try {
            return new TrainedSet(
                    rows,
                    new ModelTrainer(config(rows.latents()), Clock.systemUTC())
                            .train(features, training, TrainingWindow.of(training, 1), 1, Optional.empty())
                            .loaded());
        } catch (RejectedModelException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PipelineConfig config(int latents) {
        String model = latents == 0 ? "" : "\nmodel: {latent: " + latents + "}";
        return PipelineFile.parse(
                "pipeline: packed\ninput: {topic: rows}\ntraining: {search: 0s}" + model, "bench", Map.of());
    }

    CompiledModel model() {
        return loaded.model();
    }

    PackedNumbers numbers() {
        return PackedNumbers.of(model().features().specs());
    }

    Autoencoder autoencoder() {
        return ModelAutoencoder.of(model(), numbers()).orElse(null);
    }

    /** What the trainer would put into the artifact. */
    CodecState codec(double share) {
        return CodecFit.fit(
                model().version(),
                Records.complete(null, rows.train()),
                Collections.nCopies(rows.fields(), Bound.relative(share)),
                autoencoder());
    }
}
