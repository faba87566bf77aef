package dev.sluice.trainer.training;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.trainer.continuity.LatentSpace;
import java.util.LinkedHashMap;
import java.util.Map;

/** A freshly made model: the bytes to publish, and what a reader made of them. Immutable. */
public final class TrainedModel {
    private final byte[] bytes;
    private final LoadedModel loaded;

    TrainedModel(byte[] bytes, LoadedModel loaded) {
        this.bytes = bytes;
        this.loaded = loaded;
    }

    /** The artifact as it is published. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Read back from the bytes: verified, ready to score. */
    public LoadedModel loaded() {
        return loaded;
    }

    public CompiledModel model() {
        return loaded.model();
    }

    public ModelArtifact artifact() {
        return loaded.artifact();
    }

    public Provenance provenance() {
        return loaded.artifact().getProvenance();
    }

    /** Loss on the fit rows at the epoch that was kept. */
    public double trainLoss() {
        return provenance().getTrainLoss().get(provenance().getBestEpoch() - 1);
    }

    /** Loss on the validation rows at the epoch that was kept. */
    public double validationLoss() {
        return provenance().getValidationLoss().get(provenance().getBestEpoch() - 1);
    }

    /** What a decision about this model rests on, by name, for activations and reports. */
    public Map<String, Double> figures() {
        Provenance p = provenance();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("judgeError", p.getJudgeError());
        figures.put("trainLoss", trainLoss());
        figures.put("validationLoss", validationLoss());
        figures.put("bestEpoch", (double) p.getBestEpoch());
        figures.put("epochs", (double) p.getTrainLoss().size());
        Double kept = p.getFigures().get(LatentSpace.KEPT);
        if (kept != null) {
            figures.put("latentsKept", kept);
        }
        figures.put("parity", p.getParity());
        figures.put("rows", (double) (p.getRowsFit() + p.getRowsValidation() + p.getRowsJudge()));
        figures.put("alertProbability", model().calibration().alertProbability());
        figures.put("secondsRead", p.getSecondsRead());
        figures.put("secondsTrain", p.getSecondsTrain());
        return figures;
    }
}
