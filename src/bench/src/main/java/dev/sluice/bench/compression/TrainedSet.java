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
import dev.sluice.packed.PackedNumbers;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.SampleRecord;
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

    private static final PipelineConfig CONFIG =
            PipelineFile.parse("pipeline: packed\ninput: {topic: rows}", "bench", Map.of());

    private static final long MINUTE = 60_000;

    static TrainedSet of(RowSet rows) {
        List<FeatureSpec> features = IntStream.range(0, rows.fields())
                .mapToObj(f -> new FeatureSpec("f" + f))
                .toList();
        return new TrainedSet(rows, trained(CONFIG, features, training(rows), List.of()));
    }

    /** A minute apart, of one entity. */
    private static TrainingRows training(RowSet rows) {
        Observation[] observed = new Observation[rows.train().length];
        for (int r = 0; r < observed.length; r++) {
            observed[r] = Observation.of(rows.train()[r]);
            observed[r].at(r * MINUTE, 0);
        }
        return TrainingRows.of(observed);
    }

    private static LoadedModel trained(
            PipelineConfig config, List<FeatureSpec> features, TrainingRows rows, List<SampleRecord> samples) {
        TrainingWindow window = TrainingWindow.of(rows, 1).with(samples);
        try {
            return new ModelTrainer(config, Clock.systemUTC())
                    .train(features, rows, window, 1, Optional.empty())
                    .loaded();
        } catch (RejectedModelException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The model as a trainer of a pipeline that packs makes it: with a codec, and the templates of some records. */
    LoadedModel packing(PipelineConfig config, List<SampleRecord> samples) {
        return trained(
                config.withTraining(CONFIG.training()), model().features().specs(), training(rows), samples);
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
