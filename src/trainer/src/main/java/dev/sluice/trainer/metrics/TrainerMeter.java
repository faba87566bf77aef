package dev.sluice.trainer.metrics;

/** Every meter that the trainer has: name, unit, tag and meaning. Drift is that of the last look, and gone without one. */
public enum TrainerMeter {
    PSI("sluice.trainer.drift.psi", null, "feature", "Population stability index against the champion's history."),
    PSI_THRESHOLD("sluice.trainer.drift.psi.threshold", null, "feature", "What the index is held against."),
    KS("sluice.trainer.drift.ks", null, "feature", "Distance of Kolmogorov and Smirnov from the champion's history."),
    KS_THRESHOLD("sluice.trainer.drift.ks.threshold", null, "feature", "What the distance is held against."),
    MISSING("sluice.trainer.drift.missing", null, "feature", "Share of the newest records that do not have it."),
    MISSING_BEFORE("sluice.trainer.drift.missing.before", null, "feature", "The same in the champion's history."),
    DRIFTING("sluice.trainer.drifting", null, null, "Features whose drift is confirmed, the score among them."),
    TRAININGS("sluice.trainer.trainings", null, "decision", "Trainings of this process, by what came of them."),
    LAST_TRAINING(
            "sluice.trainer.last.training",
            "seconds",
            null,
            "When the last ended, since the epoch; 0 before the first."),
    TRAINING_TIME("sluice.trainer.training.time", "seconds", null, "How long the last took, reading excepted."),
    WAITING("sluice.trainer.waiting", null, null, "1 where something that training needs is not there."),
    STANDS_BY("sluice.trainer.stands.by", null, null, "1 where another trainer publishes this pipeline's models.");

    private final String metric;
    private final String unit;
    private final String tag;
    private final String meaning;

    TrainerMeter(String metric, String unit, String tag, String meaning) {
        this.metric = metric;
        this.unit = unit;
        this.tag = tag;
        this.meaning = meaning;
    }

    /** Dotted name; Prometheus has underscores, the unit, and {@code _total} for counts. */
    public String metric() {
        return metric;
    }

    /** Unit, or null for a plain number. */
    public String unit() {
        return unit;
    }

    /** Name of the tag that divides it, or null. */
    public String tag() {
        return tag;
    }

    public String meaning() {
        return meaning;
    }
}
