package dev.sluice.cli.alerts;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.contract.Feedback;
import dev.sluice.record.Untrusted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Incidents, one a line. */
final class IncidentTable {

    private static final int NAMES = 3;

    private IncidentTable() {}

    static List<String> lines(Alerts alerts, List<Incident> incidents) {
        TextTable table =
                new TextTable("id", "state", "start", "duration", "entity", "peak", "records", "fields", "feedback");
        for (Incident i : incidents) {
            table.row(
                    Untrusted.brief(i.id()),
                    i.state(),
                    Figures.time(i.start()),
                    Figures.span(i.end() - i.start()),
                    entity(i),
                    Figures.brief(i.peakScore()),
                    Figures.count(i.last().getRecords()),
                    i.fieldNames().stream().map(Untrusted::brief).collect(Collectors.joining(", ")),
                    verdict(alerts.feedback(i)));
        }
        return table.lines();
    }

    /** Its entity; of several, how many and the first of them. */
    static String entity(Incident incident) {
        if (!incident.isShared()) {
            return incident.entity() == null ? "-" : Untrusted.brief(incident.entity());
        }
        String named =
                incident.entities().stream().limit(NAMES).map(Untrusted::brief).collect(Collectors.joining(", "));
        return incident.memberCount() + ": " + named + (incident.memberCount() > NAMES ? ", ..." : "");
    }

    private static String verdict(Optional<Feedback> feedback) {
        return feedback.map(IncidentTable::words).orElse("");
    }

    static String words(Feedback feedback) {
        return feedback.getVerdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
