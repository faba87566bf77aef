package dev.sluice.trainer.training;

import dev.sluice.contract.Provenance;
import dev.sluice.feature.FeatureScaler;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.model.ArtifactAssembler;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CompiledModel;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.engine.Architecture;
import dev.sluice.trainer.engine.AutoencoderTrainer;
import dev.sluice.trainer.engine.DeepNetwork;
import dev.sluice.trainer.engine.Fitted;
import dev.sluice.trainer.engine.ScaledRows;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes a model from rows: split in time, fit the features, train, export, check parity, calibrate, write the artifact
 * and read it back. The same rows and configuration give the same model, but for {@code createdAt} and the seconds it
 * took. Needs no Kafka.
 */
public final class ModelTrainer {
    private static final int GOLDEN = 8;
    private static final int PARITY_ROWS = 200;

    private final PipelineConfig config;
    private final Clock clock;

    public ModelTrainer(PipelineConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param features one per column of the rows, in their order; at least one
     * @param version of the model to make
     * @param parentVersion the champion, or null where there is none
     * @throws RejectedModelException where the model must not be used
     * @throws IllegalArgumentException where there are too few rows to divide
     */
    public TrainedModel train(
            List<FeatureSpec> features, TrainingRows rows, TrainingWindow window, int version, Integer parentVersion)
            throws RejectedModelException {
        long start = System.nanoTime();
        TimeSplit split = TimeSplit.of(rows.values(), config.training().seed());
        FeatureScaler scaler = FeatureScaler.fit(features, split.fit());
        ScaledRows judge = ScaledRows.of(scaler, split.judge());
        Architecture architecture = Architecture.of(config.model(), features.size());
        try (Fitted fitted = new AutoencoderTrainer(config.training())
                .train(architecture, ScaledRows.of(scaler, split.fit()), ScaledRows.of(scaler, split.validation()))) {
            if (fitted.bestEpoch() == 0) {
                throw new RejectedModelException("training diverged: the loss of " + architecture
                        + " is no finite number after the first epoch; lower training.learning-rate, which is "
                        + config.training().learningRate());
            }
            List<double[]> golden = golden(split.judge());
            ScaledRows parityRows = ScaledRows.of(scaler, parityRows(golden, split.judge()));
            double parity = ParityCheck.require(fitted, parityRows);
            double alertProbability =
                    config.alertBudget().probability(window.rowsGood(), window.entities(), window.span());
            CompiledModel model = Detector.calibrate(version, scaler, fitted.exported(), judge, alertProbability);
            Provenance provenance = provenance(window, split, fitted, parentVersion)
                    .setJudgeError(fitted.exported().loss(judge))
                    .setParity(parity)
                    .setSecondsTrain((System.nanoTime() - start) / 1e9)
                    .build();
            return written(model, golden, provenance);
        }
    }

    private Provenance.Builder provenance(
            TrainingWindow window, TimeSplit split, Fitted fitted, Integer parentVersion) {
        return Provenance.newBuilder()
                .setCreatedAt(clock.millis())
                .setCodeVersion(
                        Optional.ofNullable(ModelTrainer.class.getPackage().getImplementationVersion())
                                .orElse("dev"))
                .setEngine(DeepNetwork.ENGINE)
                .setParentVersion(parentVersion)
                .setSeed(config.training().seed())
                .setConfiguration(PipelineFile.render(config))
                .setWindowFrom(window.from())
                .setWindowTo(window.to())
                .setRanges(window.ranges())
                .setRowsRead(window.rowsRead())
                .setRowsBad(window.rowsBad())
                .setRowsExcluded(window.rowsExcluded())
                .setRowsFit(split.fit().length)
                .setRowsValidation(split.validation().length)
                .setRowsJudge(split.judge().length)
                .setTrainLoss(fitted.fitLosses())
                .setValidationLoss(fitted.validationLosses())
                .setBestEpoch(fitted.bestEpoch())
                .setSecondsRead(window.secondsRead());
    }

    private TrainedModel written(CompiledModel model, List<double[]> golden, Provenance provenance)
            throws RejectedModelException {
        ModelType type = config.model().type() == ModelType.AUTO
                ? ModelType.UNDERCOMPLETE
                : config.model().type();
        byte[] bytes = ArtifactWriter.write(ArtifactAssembler.assemble(
                config.pipeline(),
                type.name().toLowerCase(Locale.ROOT),
                model,
                config.alertBudget().toString(),
                golden,
                provenance));
        try {
            return new TrainedModel(bytes, ArtifactReader.load(bytes, config.maxModelBytes(), config.pipeline()));
        } catch (ArtifactException e) {
            throw new RejectedModelException("the artifact does not pass a reader's checks: " + e.getMessage(), e);
        }
    }

    /** Judge rows spread evenly; the last with a value set missing, so that readers check that path too. */
    private static List<double[]> golden(double[][] judge) {
        int count = Math.min(GOLDEN, judge.length);
        List<double[]> golden = new ArrayList<>();
        for (int g = 0; g < count; g++) {
            golden.add(judge[(int) ((long) g * judge.length / count)].clone());
        }
        double[] holed = golden.get(count - 1);
        if (holed.length > 1) {
            holed[0] = Double.NaN;
        }
        return golden;
    }

    private static double[][] parityRows(List<double[]> golden, double[][] judge) {
        List<double[]> rows = new ArrayList<>(golden);
        int count = Math.min(PARITY_ROWS, judge.length);
        for (int i = 0; i < count; i++) {
            rows.add(judge[(int) ((long) i * judge.length / count)]);
        }
        return rows.toArray(double[][]::new);
    }
}
