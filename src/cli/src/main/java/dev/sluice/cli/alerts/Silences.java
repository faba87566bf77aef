package dev.sluice.cli.alerts;

import dev.sluice.alert.Glob;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.contract.Silence;
import dev.sluice.record.Untrusted;
import java.util.List;

/** What silences mean, and how they are shown. */
final class Silences {

    private Silences() {}

    /** Whether an incident of that entity, with these fields, at some time of its life is one to be silenced. */
    static boolean isMeantFor(Silence silence, Incident incident) {
        return silence.getFrom() <= incident.end()
                && silence.getUntil() > incident.start()
                && matchesEntity(silence, incident)
                && matchesFields(silence, incident.fieldNames());
    }

    private static boolean matchesEntity(Silence silence, Incident incident) {
        if (silence.getEntity() == null) {
            return true;
        }
        Glob glob = new Glob(silence.getEntity());
        List<String> entities = incident.entities();
        return !entities.isEmpty() && entities.stream().allMatch(glob::matches);
    }

    private static boolean matchesFields(Silence silence, List<String> fields) {
        if (silence.getField() == null) {
            return true;
        }
        Glob glob = new Glob(silence.getField());
        return !fields.isEmpty() && fields.stream().allMatch(glob::matches);
    }

    /** {@code coming}, {@code active} or {@code over}. */
    static String state(Silence silence, long now) {
        return now < silence.getFrom() ? "coming" : now < silence.getUntil() ? "active" : "over";
    }

    static List<String> table(List<Silence> silences, long now) {
        TextTable table = new TextTable("id", "state", "entity", "field", "from", "until", "by", "reason");
        for (Silence s : silences) {
            table.row(
                    Untrusted.brief(s.getId()),
                    state(s, now),
                    any(s.getEntity()),
                    any(s.getField()),
                    Figures.time(s.getFrom()),
                    Figures.time(s.getUntil()),
                    Untrusted.brief(s.getBy()),
                    Untrusted.brief(s.getReason()));
        }
        return table.lines();
    }

    /** In one line. */
    static String line(Silence s) {
        return Untrusted.brief(s.getId()) + ": entity " + any(s.getEntity()) + ", field " + any(s.getField())
                + ", from " + Figures.time(s.getFrom()) + " until " + Figures.time(s.getUntil()) + ", by "
                + Untrusted.brief(s.getBy())
                + (s.getReason().isEmpty() ? "" : ": " + Untrusted.brief(s.getReason()));
    }

    private static String any(String glob) {
        return glob == null ? "any" : Untrusted.brief(glob);
    }
}
