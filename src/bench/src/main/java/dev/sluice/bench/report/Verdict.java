package dev.sluice.bench.report;

/** Whether a row's target is met. */
public enum Verdict {
    MET("met"),
    MISSED("MISSED"),
    /** No target, no value, or a value of only a part of what the target is meant for. */
    OPEN("-");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** As in the table. */
    public String label() {
        return label;
    }
}
