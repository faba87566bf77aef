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

    DeadLetterReason reason() {
        return reason;
    }

    BadRecordException detail() {
        return detail;
    }
}
