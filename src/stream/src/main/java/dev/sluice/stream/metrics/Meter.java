package dev.sluice.stream.metrics;

/** Every meter that the scorer has of its own: name, unit, tag and meaning. Counts are those of this process. */
public enum Meter {
    SCORED("sluice.scored", "records", null, "Records that were scored; one replayed after a failure counts again."),
    DEAD_LETTERS("sluice.dead.letter", "records", "reason", "Records that could not be scored, by kind of reason."),
    ANOMALIES("sluice.anomalous", "records", null, "Scored records with a score of at least 1.0."),
    LATENCY("sluice.score.latency", "seconds", null, "Time to decode, score and encode one record."),
    MODEL_VERSION(
            "sluice.model.version", null, null, "Model version that records are scored with; 0 before the first."),
    SWAPS("sluice.model.swaps", null, null, "Times another model version replaced the one in use."),
    REJECTED("sluice.artifacts.rejected", null, "reason", "Model artifacts and activations that were turned down."),
    FENCES("sluice.fences", null, null, "Fences written: partitions that went over to another version.");

    private final String metric;
    private final String unit;
    private final String tag;
    private final String meaning;

    Meter(String metric, String unit, String tag, String meaning) {
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
