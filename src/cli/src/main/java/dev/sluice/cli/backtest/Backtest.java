package dev.sluice.cli.backtest;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The live path without a broker: the same decoder, feature code, trainer, calibration and scorer, on two tables. */
final class Backtest {

    private final PipelineConfig config;

    Backtest(PipelineConfig config) {
        this.config = config;
    }

    /**
     * One test row's result.
     *
     * @param decoded false for a row that the live path would make a dead letter; the other figures are 0 then
     * @param fields what contributed most to the score, at most {@value #TOP_FIELDS}, the largest share first
     */
    record Row(
            boolean decoded,
            double score,
            double pValue,
            double reconstructionError,
            boolean anomaly,
            List<FieldShare> fields) {

        static final Row UNDECODED = new Row(false, 0, 0, 0, false, List.of());
    }

    /**
     * A field's part in a score.
     *
     * @param share 0 to 1
     */
    record FieldShare(String field, double share) {}

    /**
     * @param model the model
     * @param rows one per test row, in order
     * @param microsPerRecord from observed values to score, one thread
     */
    record Result(TrainedModel model, List<Row> rows, double microsPerRecord) {}

    /**
     * @param features what the rows hold
     * @param train {@code Observation[rows]}, null where a row could not be decoded
     * @param test as {@code train}
     */
    Result run(List<FeatureSpec> features, Observation[] train, Observation[] test) throws RejectedModelException {
        Observation[] good = Arrays.stream(train).filter(Objects::nonNull).toArray(Observation[]::new);
        if (good.length < MIN_ROWS) {
            throw new ConfigException("the training file has " + good.length + " rows that can be decoded, of "
                    + train.length + ": at least " + MIN_ROWS + " are needed");
        }
        TrainingRows rows = TrainingRows.of(good);
        TrainedModel model =
                new ModelTrainer(config, Clock.systemUTC()).train(features, rows, window(rows), 1, Optional.empty());
        return new Result(model, score(model.model(), test), microsPerRecord(model.model(), test));
    }

    private static final int MIN_ROWS = 20;
    private static final int TOP_FIELDS = 3;

    private static TrainingWindow window(TrainingRows rows) {
        return TrainingWindow.of(rows, Arrays.stream(rows.entities()).distinct().count());
    }

    private static List<Row> score(CompiledModel model, Observation[] test) {
        ScoredRecord scored = model.newScoredRecord();
        Map<Long, EntityMemory> memories = new HashMap<>();
        return Arrays.stream(test)
                .map(observed -> {
                    if (observed == null) {
                        return Row.UNDECODED;
                    }
                    model.score(
                            observed, memories.computeIfAbsent(observed.entity(), entity -> model.newMemory()), scored);
                    return new Row(
                            true,
                            scored.score(),
                            scored.pValue(),
                            scored.reconstructionError(),
                            scored.anomaly(),
                            topFields(model, scored));
                })
                .toList();
    }

    private static List<FieldShare> topFields(CompiledModel model, ScoredRecord scored) {
        int[] top = new int[TOP_FIELDS];
        int count = scored.topFeatures(top);
        return Arrays.stream(top, 0, count)
                .mapToObj(j -> new FieldShare(model.fields().get(j), scored.share(j)))
                .toList();
    }

    /** Timed over a second of passes, after one to warm up. */
    private static double microsPerRecord(CompiledModel model, Observation[] test) {
        Observation[] rows = Arrays.stream(test).filter(Objects::nonNull).toArray(Observation[]::new);
        if (rows.length == 0) {
            return Double.NaN;
        }
        ScoredRecord scored = model.newScoredRecord();
        EntityMemory memory = model.newMemory();
        double sink = 0;
        for (int n = 0; n < 20_000; n++) {
            model.score(rows[n % rows.length], memory, scored);
            sink += scored.score();
        }
        int count = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < 500_000_000L) {
            for (int n = 0; n < 1_000; n++) {
                model.score(rows[(count + n) % rows.length], memory, scored);
                sink += scored.score();
            }
            count += 1_000;
        }
        double micros = (System.nanoTime() - start) / 1e3 / count;
        // The sum keeps the compiler from leaving the work out.
        return Double.isNaN(sink) ? Double.NaN : micros;
    }
}
