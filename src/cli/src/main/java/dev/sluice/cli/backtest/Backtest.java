package dev.sluice.cli.backtest;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The live path without a broker: the same decoder, feature code, trainer, calibration and scorer, on two tables. */
final class Backtest {

    private final PipelineConfig config;
    private final Duration interval;

    /** @param interval event time from one row to the next: what alerts.budget is counted in */
    Backtest(PipelineConfig config, Duration interval) {
        this.config = config;
        this.interval = interval;
    }

    /**
     * One test row's result.
     *
     * @param decoded false for a row that the live path would make a dead letter; the other figures are 0 then
     */
    record Row(boolean decoded, double score, double pValue, double reconstructionError, boolean anomaly) {}

    /**
     * @param model the model
     * @param rows one per test row, in order
     * @param microsPerRecord from observed values to score, one thread
     */
    record Result(TrainedModel model, List<Row> rows, double microsPerRecord) {}

    /**
     * @param features in the order of the values
     * @param train {@code double[rows][features]}, null where a row could not be decoded
     * @param test as {@code train}
     */
    Result run(List<FeatureSpec> features, double[][] train, double[][] test) throws RejectedModelException {
        double[][] good = Arrays.stream(train).filter(Objects::nonNull).toArray(double[][]::new);
        if (good.length < MIN_ROWS) {
            throw new ConfigException("the training file has " + good.length + " rows that can be decoded, of "
                    + train.length + ": at least " + MIN_ROWS + " are needed");
        }
        long[] timestamps = new long[good.length];
        Arrays.setAll(timestamps, i -> i * interval.toMillis());
        TrainingRows rows = new TrainingRows(good, timestamps);
        TrainedModel model =
                new ModelTrainer(config, Clock.systemUTC()).train(features, rows, TrainingWindow.of(rows, 1), 1, null);
        return new Result(model, score(model.model(), test), microsPerRecord(model.model(), test));
    }

    private static final int MIN_ROWS = 20;

    private static List<Row> score(CompiledModel model, double[][] test) {
        ScoredRecord scored = model.newScoredRecord();
        return Arrays.stream(test)
                .map(observed -> {
                    if (observed == null) {
                        return new Row(false, 0, 0, 0, false);
                    }
                    model.score(observed, scored);
                    return new Row(
                            true, scored.score(), scored.pValue(), scored.reconstructionError(), scored.anomaly());
                })
                .toList();
    }

    /** Timed over a second of passes, after one to warm up. */
    private static double microsPerRecord(CompiledModel model, double[][] test) {
        double[][] rows = Arrays.stream(test).filter(Objects::nonNull).toArray(double[][]::new);
        if (rows.length == 0) {
            return Double.NaN;
        }
        ScoredRecord scored = model.newScoredRecord();
        double sink = 0;
        for (int n = 0; n < 20_000; n++) {
            model.score(rows[n % rows.length], scored);
            sink += scored.score();
        }
        int count = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < 500_000_000L) {
            for (int n = 0; n < 1_000; n++) {
                model.score(rows[(count + n) % rows.length], scored);
                sink += scored.score();
            }
            count += 1_000;
        }
        double micros = (System.nanoTime() - start) / 1e3 / count;
        // The sum keeps the compiler from leaving the work out.
        return Double.isNaN(sink) ? Double.NaN : micros;
    }
}
