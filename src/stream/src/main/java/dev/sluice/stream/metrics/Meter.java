package dev.sluice.stream.metrics;

/** Every meter that the scorer has of its own: name, unit, tag and meaning. Counts are those of this process. */
public enum Meter {
    SCORED("sluice.scored", "records", null, "Records that were scored; one replayed after a failure counts again."),
    DEAD_LETTERS("sluice.dead.letter", "records", "reason", "Records that could not be scored, by kind of reason."),
    ANOMALIES("sluice.anomalous", "records", null, "Scored records with a score of at least 1.0."),
    ALERTS_OPENED("sluice.alerts.opened", "incidents", null, "Incidents that opened, silenced ones included."),
    ALERTS_RESOLVED("sluice.alerts.resolved", "incidents", null, "Incidents that ended, silenced ones included."),
    ALERTS_SILENCED("sluice.alerts.silenced", "incidents", null, "Incidents that opened under a silence."),
    ALERTS_OPEN("sluice.alerts.open", "incidents", null, "Incidents that are open now."),
    ALERTS_RATE(
            "sluice.alerts.rate",
            null,
            null,
            "Incidents that opened where alerts.budget allows sluice.alerts.budget, over the last three days."),
    ALERTS_BUDGET("sluice.alerts.budget", null, null, "The number in alerts.budget: 1 for 1 per day per entity."),
    PACKED("sluice.packed", "records", null, "Records that were packed; one replayed after a failure counts again."),
    PACKED_SIZE("sluice.packed.size", "bytes", null, "Bytes of the packed messages they are in, without keys."),
    PACKED_NUMBERS(
            "sluice.packed.numbers",
            "bytes",
            null,
            "Bytes of these that are numbers, times and offsets: more of them a record means that the model predicts worse."),
    SILENCES("sluice.silences", null, null, "Silences that are known, those of the pipeline file included."),
    SILENCES_BAD("sluice.silences.rejected", null, null, "Records of the silences topic that are no silence."),
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
