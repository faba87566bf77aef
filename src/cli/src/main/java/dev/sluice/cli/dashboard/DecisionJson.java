package dev.sluice.cli.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Check;
import dev.sluice.topic.ModelCatalog;
import java.io.IOException;
import java.util.List;

/** Decisions about models as the page takes them. */
final class DecisionJson {

    private static final int CHECKS = 40;
    private static final int LONGEST = 500;

    private DecisionJson() {}

    static void write(JsonGenerator out, List<Activation> decisions) throws IOException {
        out.writeArrayFieldStart("decisions");
        for (Activation each : decisions) {
            write(out, each);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Activation decided) throws IOException {
        out.writeStartObject();
        out.writeNumberField("version", decided.getVersion());
        out.writeStringField("decision", decided.getDecision().name());
        out.writeBooleanField("activates", ModelCatalog.activates(decided));
        out.writeStringField("reason", ShownName.text(decided.getReason(), LONGEST));
        out.writeStringField("by", ShownName.text(decided.getBy(), ShownName.LONGEST));
        out.writeNumberField("t", decided.getTimestamp());
        out.writeArrayFieldStart("checks");
        for (Check check : decided.getChecks().stream().limit(CHECKS).toList()) {
            write(out, check);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Check check) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", ShownName.of(check.getName()));
        optional(out, "champion", check.getChampion());
        optional(out, "challenger", check.getChallenger());
        optional(out, "limit", check.getLimit());
        out.writeBooleanField("atLeast", check.getAtLeast());
        out.writeBooleanField("passed", check.getPassed());
        out.writeStringField("note", ShownName.text(check.getNote(), LONGEST));
        out.writeEndObject();
    }

    private static void optional(JsonGenerator out, String name, Double value) throws IOException {
        PageJson.field(out, name, value == null ? Double.NaN : value);
    }
}
