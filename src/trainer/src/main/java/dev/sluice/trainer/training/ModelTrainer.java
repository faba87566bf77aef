package dev.sluice.trainer.training;

import dev.sluice.alert.OpeningFit;
import dev.sluice.alert.OpeningRule;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.drift.DriftReference;
import dev.sluice.drift.ReferenceFit;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactAssembler;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CodecStates;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LatentMap;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.PackingPlan;
import dev.sluice.model.ReferenceStates;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.TrainingEngine;
import dev.sluice.score.Calibration;
import dev.sluice.trainer.continuity.LatentSpace;
import dev.sluice.trainer.detection.DetectorTrainer;
import dev.sluice.trainer.engine.Fitted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final PipelineConfig asked;
    private final PipelineConfig config; // with the engine that is to train
    private final Clock clock;

    public ModelTrainer(PipelineConfig config, Clock clock) {
        TrainingEngine engine =
                config.training().engine().resolved(config.model().resolvedType());
        this.asked = config;
        this.config = config.withTraining(config.training().withEngine(engine));
        this.clock = clock;
    }

    /**
     * @param features what the rows hold, in their order; at least one
     * @param version of the model to make
     * @param parent the champion, where there is one
     * @throws RejectedModelException where the model must not be used
     * @throws IllegalArgumentException where there are too few rows to divide
     */
    public TrainedModel train(
            List<FeatureSpec> features,
            TrainingRows rows,
            TrainingWindow window,
            int version,
            Optional<LoadedModel> parent)
            throws RejectedModelException {
        long start = System.nanoTime();
        Prepared history = Prepared.of(features, rows, config);
        try (Detection detection = Detection.begin(config, history)) {
            return train(start, history, detection, features, rows, window, version, parent);
        }
    }

    private TrainedModel train(
            long start,
            Prepared history,
            Detection detection,
            List<FeatureSpec> features,
            TrainingRows rows,
            TrainingWindow window,
            int version,
            Optional<LoadedModel> parent)
            throws RejectedModelException {
        Succession following = Succession.of(config, history, parent);
        try (Autoencoder autoencoder = Autoencoder.fit(config, features, history, following, version)) {
            TimeSplit split = autoencoder.succession().split();
            Fitted fitted = autoencoder.fitted();
            LatentSpace space = autoencoder.space();
            List<Observation> golden = golden(history.observations(), split.judge());
            double alertProbability =
                    config.alertBudget().probability(window.rowsGood(), window.entities(), window.span());
            DetectorTrainer.Result detector = detection.fit(fitted.exported(), split);
            Calibration calibration = Calibration.fit(detector.outOfFold(), alertProbability, detector.effectiveRows());
            CompiledModel model = new CompiledModel(
                    version,
                    space.space(),
                    history.encoder(),
                    fitted.exported().encoder(),
                    fitted.exported().decoder(),
                    fitted.exported().uncertainty(),
                    detector.statistic(),
                    calibration,
                    opening(calibration, detector, detection.runs(detector, split)));
            Provenance provenance = provenance(window, history, split, fitted, parent)
                    .setChoice(autoencoder.why())
                    .setFigures(autoencoder.figures())
                    .setLoss(autoencoder.architecture().loss().label())
                    .setJudgeError(fitted.exported().loss(history.inputs().select(split.judge())))
                    .setParity(autoencoder.parity())
                    .setSecondsTrain((System.nanoTime() - start) / 1e9)
                    .build();
            Optional<PackingPlan> packing = config.compression().isOn()
                    ? Optional.of(PackingFit.fit(config, model, rows, window))
                    : Optional.empty();
            return written(
                    model,
                    space.toParent(),
                    golden,
                    provenance,
                    reference(model, rows, window.rowsGood(), detector),
                    packing);
        }
    }

    private static OpeningRule opening(Calibration calibration, DetectorTrainer.Result detector, long[] runs) {
        double[] logP =
                Arrays.stream(detector.outOfFold()).map(calibration::logP).toArray();
        return OpeningFit.fit(logP, runs, calibration.alertProbability());
    }

    private Provenance.Builder provenance(
            TrainingWindow window, Prepared history, TimeSplit split, Fitted fitted, Optional<LoadedModel> parent) {
        return Provenance.newBuilder()
                .setCreatedAt(clock.millis())
                .setCodeVersion(
                        Optional.ofNullable(ModelTrainer.class.getPackage().getImplementationVersion())
                                .orElse("dev"))
                .setEngine(fitted.engine().engineName())
                .setMachine(fitted.engine().machine())
                .setParentVersion(parent.map(p -> p.model().version()).orElse(null))
                .setSeed(config.training().seed())
                .setConfiguration(PipelineFile.render(asked))
                .setWindowFrom(window.from())
                .setWindowTo(window.to())
                .setRanges(window.ranges())
                .setExclusions(window.exclusions())
                .setJudgedFrom(window.judgedFrom())
                .setRowsRead(window.rowsRead())
                .setRowsBad(window.rowsBad())
                .setRowsExcluded(window.rowsExcluded() + history.foreign())
                .setRowsFit(split.fit().length)
                .setRowsValidation(split.validation().length)
                .setRowsJudge(split.judge().length)
                .setTrainLoss(fitted.fitLosses())
                .setValidationLoss(fitted.validationLosses())
                .setBestEpoch(fitted.bestEpoch())
                .setSecondsRead(window.secondsRead());
    }

    /** Of all rows, as they come: what is repeated too. */
    private static DriftReference reference(
            CompiledModel model, TrainingRows rows, long records, DetectorTrainer.Result detector) {
        double[] pValues = Arrays.stream(detector.expected())
                .map(s -> Calibration.pValue(model.calibration().logP(s)))
                .toArray();
        return ReferenceFit.fit(model.features(), rows.observations(), pValues, records);
    }

    private TrainedModel written(
            CompiledModel model,
            Optional<LatentMap> toParent,
            List<Observation> golden,
            Provenance provenance,
            DriftReference reference,
            Optional<PackingPlan> packing)
            throws RejectedModelException {
        ModelArtifact artifact = ArtifactAssembler.assemble(
                config.pipeline(),
                config.model().resolvedType().name().toLowerCase(Locale.ROOT),
                model,
                toParent,
                config.alertBudget().toString(),
                golden,
                provenance);
        ReferenceStates.with(artifact, reference);
        packing.ifPresent(plan -> CodecStates.with(artifact, plan));
        byte[] bytes = ArtifactWriter.write(artifact);
        try {
            return new TrainedModel(bytes, ArtifactReader.load(bytes, config.maxModelBytes(), config.pipeline()));
        } catch (ArtifactException e) {
            throw new RejectedModelException("the artifact does not pass a reader's checks: " + e.getMessage(), e);
        }
    }

    /** Judge rows spread evenly; the last with a value set missing, so that readers check that path too. */
    private static List<Observation> golden(Observation[] rows, int[] judge) {
        int count = Math.min(GOLDEN, judge.length);
        List<Observation> golden = new ArrayList<>();
        for (int g = 0; g < count; g++) {
            golden.add(rows[judge[(int) ((long) g * judge.length / count)]].copy());
        }
        Observation holed = golden.get(count - 1);
        if (holed.values.length > 1) {
            holed.values[0] = Double.NaN;
        }
        return golden;
    }
}
