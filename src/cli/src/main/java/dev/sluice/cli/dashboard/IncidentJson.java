package dev.sluice.cli.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** An incident as the page takes it. */
final class IncidentJson {

    private IncidentJson() {}

    static void write(JsonGenerator out, Incident incident) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", incident.id());
        out.writeStringField("entity", incident.entity());
        out.writeBooleanField("open", incident.open());
        out.writeNumberField("start", incident.start());
        out.writeNumberField("last", incident.last());
        PageJson.field(out, "peak", incident.peak());
        out.writeNumberField("peakAt", incident.peakTimestamp());
        out.writeNumberField("records", incident.records());
        PageJson.field(out, "p", incident.pValue());
        out.writeNumberField("version", incident.version());
        out.writeNumberField("memberCount", incident.memberCount());
        out.writeStringField("topic", incident.topic());
        out.writeNumberField("partition", incident.partition());
        out.writeNumberField("offset", incident.offset());
        names(out, "repair", incident.repair());
        names(out, "members", incident.members());
        out.writeArrayFieldStart("fields");
        for (Incident.Field field : incident.fields()) {
            write(out, field);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void names(JsonGenerator out, String name, List<String> names) throws IOException {
        out.writeArrayFieldStart(name);
        for (String each : names) {
            out.writeString(each);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Incident.Field field) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", field.name());
        PageJson.field(out, "observed", field.observed());
        PageJson.field(out, "expected", field.expected());
        PageJson.field(out, "share", field.share());
        if (field.observedText() != null) {
            out.writeStringField("observedText", field.observedText());
        }
        if (field.expectedText() != null) {
            out.writeStringField("expectedText", field.expectedText());
        }
        out.writeEndObject();
    }
}
