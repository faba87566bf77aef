package dev.sluice.pipeline;

/** Whether a record is judged together with the ones before of its entity. */
public enum Temporal {
    /** Where records resemble the ones before. */
    AUTO,
    /** Always. */
    ON,
    /** Never: every record on its own. */
    OFF
}
