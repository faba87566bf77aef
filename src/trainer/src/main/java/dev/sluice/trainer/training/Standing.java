package dev.sluice.trainer.training;

/** What may be learned from a row. */
public enum Standing {
    /** As any other. */
    ORDINARY,
    /** Nothing is fitted on it, but thresholds are: it is in the tail of what the champion took for normal. */
    UNUSUAL,
    /** It was unusual, and was decided to be the new normal: it is not left out as foreign. */
    ADOPTED,
    /** However unusual it looks, an operator says that it is normal: it is not left out as foreign. */
    CLEARED;

    /** Whether somebody has decided that it is normal, so that it is not left out, and known to every member. */
    boolean isVouchedFor() {
        return this == ADOPTED || this == CLEARED;
    }
}
