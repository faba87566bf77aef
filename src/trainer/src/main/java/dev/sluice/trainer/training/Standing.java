package dev.sluice.trainer.training;

/** What may be learned from a row. */
public enum Standing {
    /** As any other. */
    ORDINARY,
    /** Nothing is fitted on it, but thresholds are: it is in the tail of what the champion took for normal. */
    UNUSUAL,
    /** It was unusual, and was decided to be the new normal: it is not left out as foreign. */
    ADOPTED
}
