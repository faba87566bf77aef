package dev.sluice.trainer.training;

import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.trainer.detection.DetectorTrainer;
import dev.sluice.trainer.detection.DetectorTrainer.Result;
import dev.sluice.trainer.detection.Effort;
import dev.sluice.trainer.detection.PlainFit;
import dev.sluice.trainer.detection.Restored;
import dev.sluice.trainer.engine.Exported;
import java.util.Arrays;

/**
 * Chooses the statistic that a pipeline asks for. With {@code model.score: combined}, the default, {@code model.type:
 * auto} is judged by an ensemble beside the autoencoder; a type that was asked for by name is judged by its own
 * reconstructions.
 */
final class Detection implements AutoCloseable {
    private final PipelineConfig config;
    private final Prepared history;
    private final Aside<Result> apart; // null where what is judged needs the autoencoder

    private Detection(PipelineConfig config, Prepared history, Aside<Result> apart) {
        this.config = config;
        this.history = history;
        this.apart = apart;
    }

    /** Begins at once with what needs no autoencoder, so that both are fitted at the same time. */
    static Detection begin(PipelineConfig config, Prepared history) {
        boolean ensemble =
                config.score() == ScoreKind.COMBINED && config.model().type() == ModelType.AUTO;
        return new Detection(
                config, history, ensemble ? Aside.start("sluice-detector", () -> ensemble(config, history)) : null);
    }

    private static Result ensemble(PipelineConfig config, Prepared history) {
        Effort effort = Effort.of(config.training());
        long seed = config.training().seed();
        return history.isSeries()
                ? DetectorTrainer.series(
                        history.rows(), history.runs(), history.fitted(), history.vouchedFor(), effort, seed)
                : DetectorTrainer.table(history.rows(), history.kept(), history.fitted(), effort, seed);
    }

    /**
     * The fitted statistic.
     *
     * @param network the autoencoder
     * @param split of the normal rows: what the autoencoder was fitted on, and what not
     */
    Result fit(Exported network, TimeSplit split) {
        if (apart != null) {
            return apart.await();
        }
        Restored judge = restored(network, history, split.judge());
        return switch (config.score()) {
            case RECONSTRUCTION -> PlainFit.reconstruction(judge);
            case LATENT -> PlainFit.latent(restored(network, history, split.fit()), judge);
            case COMBINED -> {
                long[] runs = Arrays.stream(split.judge())
                        .mapToLong(i -> history.runs()[i])
                        .toArray();
                yield DetectorTrainer.alone(
                        history.rows().select(split.fit()),
                        judge,
                        runs,
                        history.isSeries(),
                        config.training().seed());
            }
        };
    }

    /** {@code long[rows]}: the runs of the rows whose values a result has. */
    long[] runs(Result result, TimeSplit split) {
        return Arrays.stream(result.rows())
                .mapToLong(i -> history.runs()[apart == null ? split.judge()[i] : i])
                .toArray();
    }

    @Override
    public void close() {
        if (apart != null) {
            apart.close();
        }
    }

    private static Restored restored(Exported network, Prepared history, int[] rows) {
        return new Restored(
                network,
                history.rows().select(rows),
                history.inputs().select(rows),
                history.encoder().choices(1));
    }
}
