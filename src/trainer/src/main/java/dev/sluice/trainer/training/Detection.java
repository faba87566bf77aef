package dev.sluice.trainer.training;

import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.trainer.detection.DetectorTrainer;
import dev.sluice.trainer.detection.DetectorTrainer.Result;
import dev.sluice.trainer.detection.Effort;
import dev.sluice.trainer.detection.PlainFit;
import dev.sluice.trainer.detection.Restored;
import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;

/**
 * Chooses the statistic that a pipeline asks for. With {@code model.score: combined}, the default, {@code model.type:
 * auto} is judged by an ensemble beside the autoencoder; a type that was asked for by name is judged by its own
 * reconstructions.
 */
final class Detection {
    private Detection() {}

    /**
     * @param network the autoencoder
     * @param split of the normal rows: what the autoencoder was fitted on, and what not
     */
    static Result fit(PipelineConfig config, Prepared history, Exported network, TimeSplit split) {
        long seed = config.training().seed();
        Effort effort = Effort.of(config.training());
        ScaledRows rows = history.rows();
        Restored judge = restored(network, history, split.judge());
        return switch (config.score()) {
            case RECONSTRUCTION -> PlainFit.reconstruction(judge);
            case LATENT -> PlainFit.latent(restored(network, history, split.fit()), judge);
            case COMBINED -> {
                if (config.model().type() != ModelType.AUTO) {
                    long[] runs = Arrays.stream(split.judge())
                            .mapToLong(i -> history.runs()[i])
                            .toArray();
                    yield DetectorTrainer.alone(rows.select(split.fit()), judge, runs, history.isSeries(), seed);
                }
                yield history.isSeries()
                        ? DetectorTrainer.series(
                                rows, history.runs(), history.fitted(), history.adopted(), effort, seed)
                        : DetectorTrainer.table(rows, history.kept(), history.fitted(), effort, seed);
            }
        };
    }

    private static Restored restored(Exported network, Prepared history, int[] rows) {
        return new Restored(
                network,
                history.rows().select(rows),
                history.inputs().select(rows),
                history.encoder().choices(1));
    }
}
