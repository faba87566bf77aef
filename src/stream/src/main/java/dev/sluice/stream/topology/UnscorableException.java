package dev.sluice.stream.topology;

import dev.sluice.record.BadRecordException;
import dev.sluice.stream.metrics.DeadLetterReason;

/** A record that becomes a dead letter: the kind of reason, and precisely what is wrong with it. */
final class UnscorableException extends Exception {

    private final DeadLetterReason reason;
    private final transient BadRecordException detail;

    UnscorableException(DeadLetterReason reason, BadRecordException detail) {
        super(detail.getMessage(), null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    /** For a fault that is not the record's: there is no telling what was expected of it. */
    UnscorableException(DeadLetterReason reason, String message, RuntimeException cause) {
        super(message, cause, false, false);
        this.reason = reason;
        this.detail = null;
    }

    DeadLetterReason reason() {
        return reason;
    }

    /** What was expected and what was there; null where that is unknown. */
    BadRecordException detail() {
        return detail;
    }
}
