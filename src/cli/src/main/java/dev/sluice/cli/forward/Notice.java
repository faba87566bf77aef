package dev.sluice.cli.forward;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import java.util.List;

/**
 * What is to be told of an incident: its latest message, and what does not change with it.
 *
 * @param entity as the first message had it, the same through the incident's life; null for none
 * @param fields of the worst message so far
 * @param score of that message
 * @param latest the newest message
 */
record Notice(String entity, List<FieldContribution> fields, double score, Alert latest) {

    Notice {
        fields = List.copyOf(fields);
    }

    /** The first message that is known of an incident. */
    static Notice of(Alert message) {
        return new Notice(message.getEntity(), message.getFields(), message.getScore(), message);
    }

    /** The same incident, with a newer message. */
    Notice with(Alert message) {
        // What resolves it is about a record that is as usual again.
        boolean worse = message.getState() != AlertState.RESOLVED && message.getScore() > score;
        return worse
                ? new Notice(entity, message.getFields(), message.getScore(), message)
                : new Notice(entity, fields, score, message);
    }

    String id() {
        return latest.getId();
    }

    /** A single anomalous record, as earlier versions of Sluice told of them, neither lasts nor ends. */
    private boolean lasts() {
        return latest.getStart() != 0;
    }

    /** Milliseconds since the epoch. */
    long start() {
        return lasts() ? latest.getStart() : latest.getTimestamp();
    }

    boolean isResolved() {
        return latest.getState() == AlertState.RESOLVED;
    }

    /** Whether it has to be told again, as long as nothing else is heard. */
    boolean isOpen() {
        return lasts() && !isResolved();
    }
}
