package dev.sluice.cli.alerts;

import dev.sluice.cli.tail.Parts;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.contract.Alert;
import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.Silence;
import dev.sluice.record.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All there is to know about one incident, in lines. */
final class IncidentReport {

    private IncidentReport() {}

    static List<String> lines(Alerts alerts, Incident incident) {
        TextTable table = new TextTable("id", Untrusted.brief(incident.id()))
                .row("state", incident.state())
                .row(incident.isShared() ? "members" : "entity", entities(incident))
                .row("start", Figures.time(incident.start()))
                .row(incident.isOpen() ? "last heard" : "end", Figures.time(incident.end()))
                .row("duration", Figures.span(incident.end() - incident.start()))
                .row(
                        "peak",
                        "score " + Figures.brief(incident.peakScore()) + " at "
                                + Figures.time(incident.peakTimestamp()))
                .row("records", Figures.count(incident.last().getRecords()) + " anomalous")
                .row("model", "version " + incident.last().getModelVersion());
        String name = "fields";
        for (FieldContribution field : incident.fields()) {
            table.row(name, Parts.fields(List.of(field)));
            name = "";
        }
        List<String> repair = incident.last().getRepair();
        if (!repair.isEmpty()) {
            table.row("repair", "normal but for " + names(repair));
        }
        alerts.feedback(incident)
                .ifPresent(f -> table.row(
                        "feedback",
                        IncidentTable.words(f) + ", " + Figures.time(f.getAt()) + " by " + Untrusted.brief(f.getBy())
                                + (f.getNote().isEmpty() ? "" : ": " + Untrusted.brief(f.getNote()))));
        name = "silences";
        for (Silence silence : alerts.silences(incident)) {
            table.row(name, Silences.line(silence));
            name = "";
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(course(incident));
        return lines;
    }

    private static String entities(Incident incident) {
        if (!incident.isShared()) {
            return incident.entity() == null ? "none: its records have no key" : Untrusted.brief(incident.entity());
        }
        int unnamed = incident.memberCount() - incident.entities().size();
        return incident.memberCount() + ": " + names(incident.entities())
                + (unnamed > 0 ? ", and " + unnamed + " that are not named" : "");
    }

    private static String names(List<String> names) {
        return names.stream().map(Untrusted::brief).collect(Collectors.joining(", "));
    }

    private static List<String> course(Incident incident) {
        TextTable table = new TextTable("time", "state", "score", "records", "entities", "fields");
        for (Alert m : incident.messages()) {
            table.row(
                    Figures.time(m.getTimestamp()),
                    m.getState().name().toLowerCase(Locale.ROOT),
                    Figures.brief(m.getScore()),
                    Figures.count(m.getRecords()),
                    Integer.toString(Math.max(1, m.getMemberCount())),
                    Parts.fields(m.getFields()));
        }
        return table.lines();
    }
}
