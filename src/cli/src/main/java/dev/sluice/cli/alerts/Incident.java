package dev.sluice.cli.alerts;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import java.util.ArrayList;
import java.util.List;

/**
 * An incident, as its messages on the alerts topic tell it. One without a start is a single anomalous record, as earlier
 * versions of Sluice have told of them: it neither lasts nor ends.
 */
final class Incident {

    private final List<Alert> messages = new ArrayList<>();
    private Alert peak;

    /** @param opening the first message of it that is on the topic */
    Incident(Alert opening) {
        add(opening);
    }

    void add(Alert message) {
        messages.add(message);
        // What resolves it is about a record that is as usual again.
        if (peak == null || (message.getState() != AlertState.RESOLVED && message.getScore() > peak.getScore())) {
            peak = message;
        }
    }

    String id() {
        return last().getId();
    }

    /** In the order in which they came. */
    List<Alert> messages() {
        return List.copyOf(messages);
    }

    Alert last() {
        return messages.get(messages.size() - 1);
    }

    private boolean lasts() {
        return last().getStart() != 0;
    }

    boolean isOpen() {
        return lasts() && last().getState() != AlertState.RESOLVED;
    }

    /** {@code open}, {@code resolved}, or {@code record} for a single one. */
    String state() {
        return !lasts() ? "record" : isOpen() ? "open" : "resolved";
    }

    /** Of its first record, milliseconds since the epoch. */
    long start() {
        return lasts() ? last().getStart() : messages.get(0).getTimestamp();
    }

    /** Of the last record that is known of it, milliseconds since the epoch. */
    long end() {
        return Math.max(
                start(), messages.stream().mapToLong(Alert::getTimestamp).max().orElse(0));
    }

    double peakScore() {
        return Math.max(last().getPeakScore(), peak.getScore());
    }

    long peakTimestamp() {
        return last().getPeakTimestamp() == 0 ? peak.getTimestamp() : last().getPeakTimestamp();
    }

    /** What its worst message names, the largest part first. */
    List<FieldContribution> fields() {
        return peak.getFields();
    }

    List<String> fieldNames() {
        return fields().stream().map(FieldContribution::getField).toList();
    }

    /** The members where several share it, else its one entity; empty where its records have no key. */
    List<String> entities() {
        if (!last().getMembers().isEmpty()) {
            return last().getMembers();
        }
        return entity() == null ? List.of() : List.of(entity());
    }

    /** What it is about, the first of several; null where its records have no key. */
    String entity() {
        return messages.get(0).getEntity();
    }

    /** How many share it, also beyond those that are named. */
    int memberCount() {
        return Math.max(last().getMemberCount(), last().getMembers().size());
    }

    boolean isShared() {
        return !last().getMembers().isEmpty();
    }
}
